import type { JsonObject } from '../output.ts';

/** What an API server answered. */
export interface Answer {
  readonly status: number;
  /** The parsed body; for an error, the `Status` object, or its text as `message`. */
  readonly body: JsonObject;
}

/** Reads one cluster, and can do nothing but read. */
export interface ClusterApi {
  /** The kubeconfig context, or `in-cluster`: what reports call the cluster. */
  readonly context: string;
  /** GETs a path of the API (`/api/v1/pods?limit=500`). @throws {@link ClusterApiError} when nobody answers */
  readonly get: (path: string) => Promise<Answer>;
  readonly close: () => Promise<void>;
}

/** No answer could be had from the API server. */
export class ClusterApiError extends Error {
  override readonly name = 'ClusterApiError';
}

/** What an answer that is no success says, in one line. */
export function refusalOf({ status, body }: Answer): string {
  const message = typeof body.message === 'string' ? body.message : JSON.stringify(body);
  return `HTTP ${status}: ${message.replace(/\s+/g, ' ').slice(0, 300)}`;
}
