// The shape of a signature (SigV4), in the header Authorization or in the query of a presigned request. Whether it is right is not
// asked: here any key and any secret do. The texts are DynamoDB's. Source: dynalite 4, observed on AWS. Tested by protocol.test.ts.

/** Why DynamoDB would refuse the request before it looks at the operation. */
export interface SignatureFault {
  readonly name: "MissingAuthenticationTokenException" | "IncompleteSignatureException" | "InvalidSignatureException";
  readonly message: string;
}

const HEADER_PARAMETERS = ["Credential", "Signature", "SignedHeaders"];
const QUERY_PARAMETERS = ["X-Amz-Algorithm", "X-Amz-Credential", "X-Amz-Signature", "X-Amz-SignedHeaders", "X-Amz-Date"];

/** What is wrong with the shape, or undefined. `url`: path and query; `header`: by its name in small letters. */
export function signatureFault(url: string, header: (name: string) => string | undefined): SignatureFault | undefined {
  const authorization = header("authorization");
  const question = url.indexOf("?");
  const query = question < 0 ? undefined : new URLSearchParams(url.slice(question));
  const presigned = query?.has("X-Amz-Algorithm") === true;
  if (presigned && authorization !== undefined) {
    return {
      name: "InvalidSignatureException",
      message: "Found both 'X-Amz-Algorithm' as a query-string param and 'Authorization' as HTTP header.",
    };
  }
  if (presigned) return queryFault(query);
  if (authorization === undefined || !authorization.trim().startsWith("AWS4-")) {
    return { name: "MissingAuthenticationTokenException", message: "Request is missing Authentication Token" };
  }
  return headerFault(authorization, header("x-amz-date") ?? header("date"));
}

function headerFault(authorization: string, date: string | undefined): SignatureFault | undefined {
  // AWS4-HMAC-SHA256 Credential=..., SignedHeaders=..., Signature=...: commas, spaces or both may be between them.
  const [, ...parameters] = authorization.trim().split(/[\s,]+/);
  const given = new Set(parameters.filter((text) => /=./.test(text)).map((text) => text.slice(0, text.indexOf("="))));
  const faults = HEADER_PARAMETERS.filter((name) => !given.has(name)).map((name) => `Authorization header requires '${name}' parameter.`);
  if (!date) faults.push("Authorization header requires existence of either a 'X-Amz-Date' or a 'Date' header.");
  if (faults.length === 0) return undefined;
  return { name: "IncompleteSignatureException", message: `${faults.join(" ")} Authorization=${authorization}` };
}

function queryFault(query: URLSearchParams): SignatureFault | undefined {
  const faults = QUERY_PARAMETERS.filter((name) => !query.get(name)).map((name) => `AWS query-string parameters must include '${name}'.`);
  if (faults.length === 0) return undefined;
  return { name: "IncompleteSignatureException", message: `${faults.join(" ")} Re-examine the query-string parameters.` };
}
