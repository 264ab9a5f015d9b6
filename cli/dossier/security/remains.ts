import { heading, table } from '../../../policies/report/markdown.ts';
import type { Facts } from '../facts.ts';

/** What configuration cannot show, and who shows it. */
export function obligationsPage({ obligations, site, at }: Facts): string {
  const rows = obligations.map(({ id, about, subject, path, owed, due, how }) => [
    id,
    about,
    path === '' ? subject : `${subject}, ${path}`,
    owed,
    due,
    how,
  ]);
  return `${[
    heading(1, `Obligations that remain: ${site.name}`),
    `State of ${at}. ${obligations.length} things that configuration cannot show. Each stays open until somebody has shown it: at the plan, at admission into the cluster, or in the running cluster (live).`,
    rows.length === 0 ? 'None.' : table(['identifier', 'about', 'of what', 'to be shown', 'due', 'by what'], rows),
  ].join('\n\n')}\n`;
}

/** Reviewed acceptances, each with its owner and its end. */
export function waiversPage({ waivers, site, at }: Facts): string {
  const rows = waivers.map(({ waiver, state, daysLeft, covers }) => [
    waiver.rule,
    waiver.path === '' ? waiver.subject : `${waiver.subject}, ${waiver.path}`,
    waiver.reason,
    `${waiver.owner} (${waiver.ticket})`,
    waiver.expires,
    `${state}, ${daysLeft} days left, covers ${covers.length} findings`,
  ]);
  return `${[
    heading(1, `Waivers: ${site.name}`),
    `State of ${at}.`,
    rows.length === 0
      ? 'None: no finding of this dossier was accepted by a waiver.'
      : table(['rule', 'subject', 'reason', 'owner', 'expires', 'state'], rows),
  ].join('\n\n')}\n`;
}
