declare module "virtual:operations" {
  const forms: import("../operations_plugin.js").OperationForms;
  export default forms;
}
