import type { Value } from '../../engine/types.ts';
import { type Places, type TextVerdict, tellsPlace } from '../../places/index.ts';
import { isFields, stringAt } from '../fields.ts';
import type { Document } from '../input.ts';
import { type Embedded, embeddedIn, type Line } from './embedded.ts';
import { decodedBase64, looksLikeBase64 } from './encoded.ts';
import { isIdentifierKey, isNamedValue, isNameKey, isPlaceKey } from './keys.ts';
import { type Found, inert, leavesOf, type Outcome, outcomeOf } from './outcome.ts';
import { providerNamed } from './provider.ts';
import { isOwnReference } from './references.ts';
import type { Place } from './walker.ts';

/** How many documents may stand inside each other's strings: a base64 Secret of a YAML file of JSON is three. */
const MAX_EMBEDDED = 4;

/** Classifies single texts, and the documents inside them. */
export class Texts {
  private readonly classifier: Pick<Places, 'classify'>;
  private readonly walk: (value: Value, place: Place) => Outcome;
  private readonly known = new Map<string, Map<string, Outcome>>();
  private depth = 0;

  constructor(classifier: Pick<Places, 'classify'>, walk: (value: Value, place: Place) => Outcome) {
    this.classifier = classifier;
    this.walk = walk;
  }

  classify(text: string, place: Place): Outcome {
    if (place.role === 'inert' || text === '') return inert();
    const context = `${this.depth}\n${place.role}\n${place.provider ?? ''}\n${place.key ?? ''}`;
    const inContext = this.known.get(context) ?? new Map<string, Outcome>();
    this.known.set(context, inContext);
    const outcome = inContext.get(text) ?? this.fresh(text, place);
    inContext.set(text, outcome);
    return outcome;
  }

  /** A key of unknown data: a place when it resolves to one, else only a key. */
  key(key: string, place: Place): Outcome {
    return this.weak(key, { ...place, role: 'free', key: undefined });
  }

  /** A base64 value of a Secret or of binary data. */
  base64(text: string, place: Place): Outcome {
    const decoded = decodedBase64(text);
    if ('text' in decoded) return this.nested(place.key, () => this.classify(decoded.text, place));
    const found: Found = {
      found: text.slice(0, 60),
      classification: 'undecided',
      reason: decoded.reason,
      places: [],
      within: undefined,
    };
    return outcomeOf([found]);
  }

  /** The place of a field of unknown data, as its key and its siblings say. */
  placeAt(parent: Value, step: string | number, place: Place): Place {
    if (typeof step === 'number') return place;
    if (isIdentifierKey(parent, step)) return { ...place, key: step, role: 'inert' };
    const key =
      isNamedValue(step) && isFields(parent) ? (stringAt(parent, 'name') ?? stringAt(parent, 'key') ?? step) : step;
    return { key, provider: providerNamed(step) ?? place.provider, role: place.role };
  }

  private fresh(text: string, place: Place): Outcome {
    if (place.role !== 'free') return this.plain(text, place);
    if (isNameKey(place.key)) return this.weak(text, place);
    if (isOwnReference(text)) return inert();
    if (isPlaceKey(place.key, place.provider) && !text.includes('.'))
      return this.plain(text, { ...place, role: 'region' });
    const embedded = embeddedIn(text, place.key);
    if (embedded !== undefined) return this.embedded(text, embedded, place);
    if (looksLikeBase64(text)) {
      const decoded = decodedBase64(text);
      if ('text' in decoded) return this.nested(undefined, () => this.classify(decoded.text, place));
    }
    return this.plain(text, place);
  }

  private plain(text: string, { key, provider, role }: Place): Outcome {
    return outcome(this.classifier.classify(text, { key, provider, role: role === 'inert' ? 'identifier' : role }));
  }

  /** Names are words for people: only one that resolves to a place counts. */
  private weak(text: string, place: Place): Outcome {
    if (tellsPlace(text)) return this.plain(text, place);
    const { provider, key } = place;
    if (!/[./:]/.test(text)) return inert();
    const verdict = this.classifier.classify(text, { key, provider });
    return outcome({ ...verdict, pieces: verdict.pieces.filter(({ place }) => place.country !== null) });
  }

  private embedded(text: string, embedded: Embedded, place: Place): Outcome {
    if (this.depth >= MAX_EMBEDDED) {
      const reason = `documents stand more than ${MAX_EMBEDDED} deep inside each other's strings`;
      return outcomeOf([
        { found: text.slice(0, 60), classification: 'undecided', reason, places: [], within: undefined },
      ]);
    }
    return this.nested(place.key, () =>
      'documents' in embedded ? this.documents(embedded.documents, place) : this.lines(embedded.lines, place),
    );
  }

  private documents(documents: readonly Document[], place: Place): Outcome {
    const parts = documents.map(({ value, locate }) => {
      const walked = this.walk(value, { ...place, key: undefined });
      const leaves = leavesOf(walked).map(({ path, ...piece }) => ({
        ...piece,
        classification: piece.classification as Found['classification'],
        within: [`line ${locate(path).line}`, piece.within].filter((part) => part !== undefined).join(', '),
      }));
      return { leaves, inert: walked.inert };
    });
    return outcomeOf(
      parts.flatMap(({ leaves }) => leaves),
      parts.reduce((sum, part) => sum + part.inert, 0),
    );
  }

  private lines(lines: readonly Line[], place: Place): Outcome {
    const parts = lines.map(({ number, key, text }) => ({
      number,
      found: this.classify(text, { ...place, key: key ?? place.key }),
    }));
    const found = parts.flatMap(({ number, found: { own } }) =>
      own.map((piece) => ({ ...piece, within: [`line ${number}`, piece.within].filter(Boolean).join(', ') })),
    );
    return outcomeOf(
      found,
      parts.reduce((sum, part) => sum + part.found.inert, 0),
    );
  }

  private nested(key: string | undefined, classify: () => Outcome): Outcome {
    this.depth++;
    const inner = classify();
    this.depth--;
    const own = leavesOf(inner).map(({ path, ...piece }) => ({
      ...piece,
      classification: piece.classification as Found['classification'],
      within:
        [key === undefined ? undefined : `key ${key}`, piece.within].filter((part) => part !== undefined).join(', ') ||
        undefined,
    }));
    return outcomeOf(own, inner.inert);
  }
}

/** A piece of unknown place is undecided, also beside one whose place is known. */
function outcome({ pieces }: TextVerdict): Outcome {
  return outcomeOf(
    pieces.map(({ found, place }) => ({
      found,
      classification: place.verdict === 'unknown' ? 'undecided' : 'placed',
      reason: place.reason,
      places: [place],
      within: undefined,
    })),
    pieces.length === 0 ? 1 : 0,
  );
}
