import { request as overHttp } from 'node:http';
import { request as overHttps } from 'node:https';
import { setTimeout as sleep } from 'node:timers/promises';
import type { JsonObject } from '../output.ts';
import { type Answer, ClusterApiError } from './api.ts';

/** Where requests go, and as whom. */
export type Destination =
  | { readonly socketPath: string }
  | { readonly host: string; readonly port: number; readonly ca: string; readonly token: () => string };

const TIMEOUT_SECONDS = 60;
/** One page of objects has at most 500, of at most 1.5 MiB each in etcd; nobody's page comes near this. */
const LARGEST_ANSWER = 512 * 2 ** 20;
const ATTEMPTS = 5;

/**
 * One GET. An API server that asks for patience (429, 503 with Retry-After) gets it, a few times.
 * @throws {@link ClusterApiError} when nobody answers in time, or the answer is no JSON
 */
export async function getJson(to: Destination, path: string, signal: AbortSignal): Promise<Answer> {
  for (let attempt = 1; ; attempt++) {
    const { status, text, retryAfter } = await getText(to, path, signal);
    if (retryAfter === undefined || attempt === ATTEMPTS) return { status, body: bodyOf(text, status, path) };
    await sleep(Math.min(retryAfter, 10) * 1000, null, { signal });
  }
}

interface Raw {
  readonly status: number;
  readonly text: string;
  /** Seconds; undefined when there is nothing to wait for. */
  readonly retryAfter: number | undefined;
}

function getText(to: Destination, path: string, signal: AbortSignal): Promise<Raw> {
  return new Promise((resolve, reject) => {
    const fail = (error: Error) => reject(new ClusterApiError(`GET ${path} got no answer: ${error.message}`));
    const common = { path, method: 'GET', signal, timeout: TIMEOUT_SECONDS * 1000 } as const;
    const headers = { accept: 'application/json', 'user-agent': 'domicile-live' };
    const sent =
      'socketPath' in to
        ? overHttp({ ...common, socketPath: to.socketPath, headers: { ...headers, host: 'localhost' } })
        : overHttps({
            ...common,
            host: to.host,
            port: to.port,
            ca: to.ca,
            headers: { ...headers, authorization: `Bearer ${to.token()}` },
          });
    sent.on('timeout', () => sent.destroy(new Error(`none within ${TIMEOUT_SECONDS} s`)));
    sent.on('error', fail);
    sent.on('response', (response) => {
      const chunks: Buffer[] = [];
      let size = 0;
      response.on('data', (chunk: Buffer) => {
        size += chunk.length;
        chunks.push(chunk);
        if (size > LARGEST_ANSWER) response.destroy(new Error(`more than ${LARGEST_ANSWER / 2 ** 20} MB`));
      });
      response.on('error', fail);
      response.on('end', () => {
        const status = response.statusCode ?? 0;
        const wait = Number(response.headers['retry-after']);
        const retryAfter = (status === 429 || status === 503) && Number.isFinite(wait) ? wait : undefined;
        resolve({ status, text: Buffer.concat(chunks).toString('utf8'), retryAfter });
      });
    });
    sent.end();
  });
}

function bodyOf(text: string, status: number, path: string): JsonObject {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as JsonObject;
  } catch {
    if (status >= 400) return { message: text };
  }
  throw new ClusterApiError(
    `GET ${path} answered ${status} with something that is no JSON object: ${text.slice(0, 80)}`,
  );
}
