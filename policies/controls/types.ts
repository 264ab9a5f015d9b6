/** How far a rule can carry a duty. No rule proves compliance. */
export type Bearing =
  /** The rule refuses what would breach it, as far as configuration can. */
  | 'enforces'
  /** The rule is one of several measures that the duty needs. */
  | 'supports'
  /** The rule leaves a record that a person needs to show the duty was met. */
  | 'documents';

/** A law, standard or catalogue, and where its text was read. */
export interface Framework {
  /** `gdpr`: the part of a control's identifier before the slash. */
  readonly id: string;
  readonly name: string;
  /** The document that the controls were taken from. */
  readonly source: string;
  /** YYYY-MM-DD: the state of that document. */
  readonly asOf: string;
  /** True when the rows are only remembered, and the text was not at hand. */
  readonly recalled: boolean;
  readonly controls: readonly ControlRow[];
}

/** One requirement of a framework in our own words. */
export interface ControlRow {
  /** `art-44`: the part of the identifier after the slash. */
  readonly id: string;
  /** How people cite it: `Art. 44`. */
  readonly cited: string;
  readonly title: string;
  readonly bearing: Bearing;
  /** What shows it instead, where no rule can; absent when a rule cites it. */
  readonly open?: string;
}
