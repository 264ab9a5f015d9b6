import type { Place } from '../../engine/types.ts';
import type { Role } from './roles.ts';

/** What surrounds a text: enough to tell a region from a word. */
export interface TextContext {
  /** The nearest key: a field's name, an environment variable's, a command-line flag. */
  readonly key?: string | undefined;
  /** The catalogue id of the provider that the text speaks about. */
  readonly provider?: string | undefined;
  readonly role?: Exclude<Role, 'free'> | undefined;
}

/** One piece of a text, classified. */
export interface Piece {
  readonly found: string;
  readonly classification: 'placed' | 'inert' | 'undecided';
  readonly reason: string;
  readonly places: readonly Place[];
}

/** The place oracle, as far as the walker needs it. */
export interface TextClassifier {
  readonly classify: (text: string, context: TextContext) => readonly Piece[];
}
