# Runs the generator and compares what it prints with the committed file.
execute_process(COMMAND "${GENERATOR}" OUTPUT_FILE "${FRESH}" COMMAND_ERROR_IS_FATAL ANY)
execute_process(COMMAND "${CMAKE_COMMAND}" -E compare_files "${FRESH}" "${COMMITTED}" RESULT_VARIABLE differs)
if(differs)
  message(FATAL_ERROR "${COMMITTED} is not what the generator prints: regenerate it with ${GENERATOR} > ${COMMITTED}")
endif()
