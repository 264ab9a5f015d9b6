import { findHost } from '../../catalog/hosts/index.ts';
import { readHostName } from './host-name.ts';

/** First labels under which operators of services put what people read. */
const PAGES =
  /^(?:www|docs?|documentation|help|support|developers?|dev|learn|wiki|blog|kb|status|community|academy|training|trust|hub|portal|console|platform)$/;
/** Labels of what programs talk to. */
const MACHINES =
  /^(?:api|apis|ingest\w*|intake|collect\w*|logs?|otlp|events?|hooks?|webhooks?|push|upload|storage|s3)(?:-|$)/;
/** Paths of the same. */
const MACHINE_PATHS = /^\/(?:api|v\d+|services|hooks?|webhooks?|ingest|collect|otlp|push)(?:[/?#]|$)/i;

/**
 * Whether people may be led to a host by a link or a sentence: any that the catalogue does not know as a service that takes
 * data (an AI API, telemetry, a store, a registry, a cloud), and of a service what is plainly a page or only its name:
 * `docs.example.com`, `https://example.com/pricing`, `example.com`. `before` and `behind` are what stands around the host.
 */
export function isPage(host: string, before: string, behind: string): boolean {
  const name = readHostName(host)?.ascii;
  const fact = name === undefined ? undefined : findHost(name);
  if (name === undefined || fact?.service !== true) return true;
  const labels = name.split('.');
  if (labels.some((label) => MACHINES.test(label)) || MACHINE_PATHS.test(behind)) return false;
  if (PAGES.test(labels[0] ?? '')) return true;
  // `example.com/team/app:1` without a scheme is an image.
  return labels.length === 2 && (before.endsWith('://') || !/^[/:]\S/.test(behind));
}
