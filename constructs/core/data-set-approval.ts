/** Somebody's word that models may learn from a data set: from which, for what, and until when. */
export interface DataSetApproval {
  /** Name of the data set: `discharge-letters`. */
  readonly name: string;
  /** `sha256:` and the hash of the `SHA256SUMS` that lists its files: the approval is of these bytes and of no others. */
  readonly digest: string;
  /** Where its data comes from, and how it was made. */
  readonly provenance: string;
  /** What may be learned from it. */
  readonly purpose: string;
  /** Who approved it, and under which number. */
  readonly approver: string;
  /** First and last day of the approval: `2026-10-01`. */
  readonly from: string;
  readonly until: string;
}

/** Why nothing may be learned from a data set on that day (`YYYY-MM-DD`); undefined when it may. */
export function reasonNotToLearn(approval: Pick<DataSetApproval, 'from' | 'until'>, day: string): string | undefined {
  if (approval.from > approval.until) return `the approval ends on ${approval.until}, before it begins`;
  if (day < approval.from) return `the approval begins on ${approval.from}`;
  return day > approval.until ? `the approval ended on ${approval.until}` : undefined;
}
