// Abort signals as the AWS SDK's clients and request handlers take them. Tested by sdk.test.ts and sdk_handler.test.ts.

/** What a caller of `send` may pass behind the command, as far as it means anything here. */
export interface SendOptions {
  readonly abortSignal?: { readonly aborted: boolean; addEventListener?: unknown; onabort?: unknown } | undefined;
}

/**
 * `answer`, unless the signal is aborted before or while it is waited for: then an AbortError, as the SDK's handlers reject. What was
 * begun is not undone, as with a request that is on its way.
 */
export function withAbort<T>(signal: SendOptions["abortSignal"], answer: () => Promise<T>): Promise<T> {
  if (signal === undefined || signal === null) return answer();
  if (signal.aborted) return Promise.reject(abortError(signal));
  return new Promise<T>((resolve, reject) => {
    const onAbort = () => reject(abortError(signal));
    const target = signal as { addEventListener?: AbortSignal["addEventListener"]; removeEventListener?: AbortSignal["removeEventListener"]; onabort?: unknown };
    if (typeof target.addEventListener === "function") {
      target.addEventListener("abort", onAbort, { once: true });
      answer().then(resolve, reject).finally(() => target.removeEventListener?.("abort", onAbort));
    } else {
      target.onabort = onAbort;
      answer().then(resolve, reject);
    }
  });
}

function abortError(signal: object): Error {
  const reason = (signal as { reason?: unknown }).reason;
  const error = new Error("Request aborted", reason instanceof Error ? { cause: reason } : undefined);
  error.name = "AbortError";
  return error;
}
