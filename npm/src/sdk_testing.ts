// Test support: what the tests of the entries for the AWS SDK share. Not part of the package.

/** What the promise is rejected with; an Error when it is not rejected. */
export async function failure(promise: Promise<unknown>): Promise<Error & Record<string, unknown>> {
  try {
    await promise;
  } catch (error) {
    return error as Error & Record<string, unknown>;
  }
  throw new Error("it did not fail");
}
