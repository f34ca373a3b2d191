// The parts of a signature (SigV4), in the header Authorization or in the query of a presigned request, and what is wrong with their
// shape. Whether it is right is asked only where there are credentials (signature_check.ts). The texts are DynamoDB's. Source: dynalite 4,
// observed on AWS. Tested by protocol.test.ts.

/** Why DynamoDB would refuse the request before it looks at the operation. */
export interface SignatureFault {
  readonly name:
    | "MissingAuthenticationTokenException"
    | "IncompleteSignatureException"
    | "InvalidSignatureException"
    | "UnrecognizedClientException";
  readonly message: string;
}

/** In front of the names of errors that the layer before DynamoDB tells. */
export const CORAL = "com.amazon.coral.service";

/** Its refusal as JSON. */
export function refusalJson(name: string, message?: string): string {
  return JSON.stringify({ __type: `${CORAL}#${name}`, message });
}

/** A signature's parts as they were sent; each is there, whatever it holds. */
export interface Signature {
  readonly presigned: boolean;
  /** "AWS4-HMAC-SHA256" where it is right. */
  readonly algorithm: string;
  /** The key's id and what the signature is good for: `id/date/region/service/aws4_request`. */
  readonly credential: string;
  /** Names of headers, a semicolon between them. */
  readonly signedHeaders: string;
  readonly signature: string;
  readonly date: string;
}

const HEADER_PARAMETERS = ["Credential", "Signature", "SignedHeaders"];
const QUERY_PARAMETERS = ["X-Amz-Algorithm", "X-Amz-Credential", "X-Amz-Signature", "X-Amz-SignedHeaders", "X-Amz-Date"];

/** The signature, or what is wrong with its shape. `url`: path and query; `header`: by its name in small letters. */
export function signatureOf(url: string, header: (name: string) => string | undefined): Signature | SignatureFault {
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
  if (presigned) return inQuery(query);
  if (authorization === undefined || !authorization.trim().startsWith("AWS4-")) {
    return { name: "MissingAuthenticationTokenException", message: "Request is missing Authentication Token" };
  }
  return inHeader(authorization, header("x-amz-date") ?? header("date"));
}

export function isFault(signature: Signature | SignatureFault): signature is SignatureFault {
  return "message" in signature;
}

function inHeader(authorization: string, date: string | undefined): Signature | SignatureFault {
  // AWS4-HMAC-SHA256 Credential=..., SignedHeaders=..., Signature=...: commas, spaces or both may be between them.
  const [algorithm = "", ...parameters] = authorization.trim().split(/[\s,]+/);
  const given = new Map(parameters.filter((text) => /=./.test(text)).map((text) => [text.slice(0, text.indexOf("=")), text.slice(text.indexOf("=") + 1)]));
  const faults = HEADER_PARAMETERS.filter((name) => !given.has(name)).map((name) => `Authorization header requires '${name}' parameter.`);
  if (!date) faults.push("Authorization header requires existence of either a 'X-Amz-Date' or a 'Date' header.");
  if (faults.length > 0) return { name: "IncompleteSignatureException", message: `${faults.join(" ")} Authorization=${authorization}` };
  const part = (name: string): string => given.get(name) ?? "";
  return { presigned: false, algorithm, credential: part("Credential"), signedHeaders: part("SignedHeaders"), signature: part("Signature"), date: date ?? "" };
}

function inQuery(query: URLSearchParams): Signature | SignatureFault {
  const faults = QUERY_PARAMETERS.filter((name) => !query.get(name)).map((name) => `AWS query-string parameters must include '${name}'.`);
  if (faults.length > 0) return { name: "IncompleteSignatureException", message: `${faults.join(" ")} Re-examine the query-string parameters.` };
  const part = (name: string): string => query.get(`X-Amz-${name}`) ?? "";
  return {
    presigned: true,
    algorithm: part("Algorithm"),
    credential: part("Credential"),
    signedHeaders: part("SignedHeaders"),
    signature: part("Signature"),
    date: part("Date"),
  };
}
