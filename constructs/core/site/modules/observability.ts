import * as z from 'zod/mini';
import { text, whole } from '../../document/forms.ts';
import { volume } from './parts.ts';

const kept = (what: string) =>
  z
    .strictObject({ days: whole(1, 730, `Days for which ${what} are kept.`), storage: volume })
    .check(z.describe(`How long ${what} are kept, and where.`));

const receiver = z
  .discriminatedUnion('kind', [
    z.strictObject({
      kind: z.literal('webhook'),
      url: text('httpsUrl', 'Where alerts are posted to, as JSON. Judged.'),
    }),
    z.strictObject({
      kind: z.literal('mail'),
      host: text('hostName', "The site's mail relay. Judged."),
      port: whole(1, 65_535, 'Port on which it offers STARTTLS: 587.'),
      from: text('identifier', 'Sender.'),
      to: text('identifier', 'Whoever is on call.'),
    }),
  ])
  .check(z.describe('Who is told of an alert, inside the boundary. A message names duties and parts, and no patient.'));

/** The module that watches the platform. */
export const observabilityModules = {
  observability: z.optional(
    z
      .strictObject({
        metrics: kept('metrics'),
        logs: kept('operational logs'),
        traces: kept('traces'),
        operatorRole: text('identifier', 'Role that may read metrics, logs and traces, and silence alerts.'),
        clusterMetrics: text(
          'httpsUrl',
          "Federation endpoint of the cluster's own Prometheus, which knows jobs, volumes and admission. Judged.",
        ),
        receiver,
      })
      .check(z.describe('Metrics, operational logs, traces, and an alert for each duty. Needs audit.')),
  ),
};
