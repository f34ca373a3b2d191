// DynamoDB's HTTP protocol over the web's own Request and Response, for where there is no node:http: Database.fetch.
// Tested by fetch.test.ts, and by tests/runtimes in workerd, Deno and Bun.
import { readAtMost, webCompression } from "./content_encoding.js";
import type { Credentials } from "./credentials.js";
import type { Internals } from "./internals.js";
import { kRequestBytesMax, Protocol, type ProtocolResponse } from "./protocol.js";

/** What `Database.fetch` takes beside the request. */
export interface FetchOptions {
  /**
   * As of `serve`: only requests that are signed with one of these keys are answered. Without it any signature will do. Give the same object each
   * time: it is read when it first comes, and what was worked out of it is kept for as long as no other comes.
   */
  readonly credentials?: Credentials | readonly Credentials[] | undefined;
}

/** A function that answers requests from the database. It rejects only when the request's body cannot be read. */
export function fetchHandler(internals: Pick<Internals, "dispatch" | "region">, credentials?: unknown): (request: Request) => Promise<Response> {
  const protocol = new Protocol(internals, webCompression, credentials);
  return async (request) => {
    const { method, headers, url } = request;
    const { pathname, search, host } = new URL(url);
    const head = { method, url: pathname + search, header: (name: string) => headers.get(name) ?? undefined };
    const body = await bodyOf(request);
    if (body === null) return responseOf(protocol.tooLarge(head));
    // What is signed and a Service Worker's requests do not show: the browser puts it on what goes to a network.
    const hidden = new Map([["host", host], ["content-length", String(body.length)]]);
    return responseOf(await protocol.answer({ ...head, header: (name) => head.header(name) ?? hidden.get(name), body }));
  };
}

/** The request's body, or null when it is too large. */
async function bodyOf(request: Request): Promise<Uint8Array | null> {
  if (Number(request.headers.get("content-length") ?? 0) > kRequestBytesMax) return null;
  if (request.body) return readAtMost(request.body, kRequestBytesMax);
  // No body, or a browser whose requests show none as a stream.
  const body = new Uint8Array(await request.arrayBuffer());
  return body.length > kRequestBytesMax ? null : body;
}

function responseOf({ status, headers, body }: ProtocolResponse): Response {
  // Cloudflare Workers compress by Content-Encoding themselves unless they are told that it is done.
  const encoded = { encodeBody: "manual" } as ResponseInit;
  return new Response(body, { ...encoded, status, headers: { ...headers, Date: new Date().toUTCString() } });
}
