import type { Fields, Value } from '../../engine/types.ts';
import {
  isPage,
  type Places,
  SITE_CLAIM,
  type TextVerdict,
  tellsPlace,
  withoutNamedSources,
} from '../../places/index.ts';
import { keyMeaning } from '../../places/key.ts';
import { isFields, isList, stringAt } from '../fields.ts';
import type { Document } from '../input.ts';
import { type Embedded, embeddedIn, type Line } from './embedded.ts';
import { decodedBase64, encodedText } from './encoded.ts';
import type { Variables } from './expansion.ts';
import { impliedHost } from './implied.ts';
import { isIdentifierKey, isIdentifierName, isNamedValue, isNameKey, isPlaceKey } from './keys.ts';
import { type Found, inert, leavesOf, NOTHING, type Outcome, outcomeOf } from './outcome.ts';
import { withOwnProperties } from './own-properties.ts';
import { isOwnRegion, MOST as MOST_SETTINGS, mayBeRegion } from './own-region.ts';
import { type Hidden, hiddenIn } from './programs.ts';
import { providerNamed } from './provider.ts';
import { isOwnReference } from './references.ts';
import { type Script, scriptIn } from './scripts.ts';
import type { Spot, Spots } from './spot.ts';

/** The place oracle, as far as the walker needs it. */
export type TextClassifier = Pick<Places, 'classify'>;

/** How many documents may stand inside each other's strings: a base64 Secret of a YAML file of JSON is three. */
const MAX_EMBEDDED = 4;

/** URL readers drop tabs and line breaks: two lines may be one address, also behind a flag. */
const BROKEN_URL = /^(?:-{0,2}[\w.-]{1,100}=)?[a-z][a-z0-9+.-]*:[/\\]{2}[^\s,;=]*[\t\r\n]+[^\s,;=:]+\s*$/i;

/** `nc $(rev f)` is about the shortest command that hides an address. */
const SHORTEST_COMMAND = 12;

/** A scheme, two slashes or a port make an address of a name, whatever it stands under; readers of URLs take `\\` for `//`. */
const ADDRESSED =
  /:\/\/|^\/\/[\w-]{1,63}\.[a-z]|\b(?:https?|wss?|ftp):[/\\]|(?:^|[\s@(,;])(?:[\w-]{1,63}\.){1,12}[a-z]{2,}:[0-9]{1,5}(?![\w.])/i;

/** A bucket that something is copied to: the name that says it says no region. */
const BUCKET = /^arn:[\w-]+:s3:::/;

/**
 * A sentence, or a link to a manual, under a key that says so: people read it, programs look for no address there. The
 * name of an environment variable says nothing of the kind, for only programs read those.
 */
function isForPeople(text: string, key: string | undefined): boolean {
  const { prose, manual } = keyMeaning(key);
  if (manual && key !== key?.toUpperCase()) return LINKS.test(text) || (/\s/.test(text) && SENTENCE.test(text));
  return prose && SENTENCE.test(text) && !SETTING_LINE.test(text);
}

/**
 * `image: driver` beside `repository: registry.example.com/nvidia`, and `model: openai/medical-7b` beside the `api_base` of the
 * server that has it: the field beside says where it comes from, and is judged there.
 */
function isNamedBeside(parent: Value, step: string): boolean {
  if (!isFields(parent)) return false;
  if (step === 'model') return SERVERS.some((key) => /^https?:\/\//.test(stringAt(parent, key) ?? ''));
  if (ROUTED.test(step)) return isRoute(parent, step);
  const image = step === 'image' ? stringAt(parent, 'image') : undefined;
  return (
    image !== undefined &&
    !image.includes('/') &&
    /^[\w-]+(?:\.[\w-]+)+(?::\d+)?(?:\/|$)/.test(stringAt(parent, 'repository') ?? '')
  );
}

const ROUTED = /^(?:network|to|destination|dst|source)$/;

/**
 * `{network: 0.0.0.0/0, gateway: 10.20.0.1}`: where packets go that no other route takes is the gateway's, which is judged.
 * `{source: adt.events, routing_key: …}`: names of an exchange and of a queue.
 */
function isRoute(parent: Fields, step: string): boolean {
  if ('routing_key' in parent) return step === 'source' || step === 'destination';
  const isDefault = /^(?:0\.0\.0\.0\/0|::\/0|default)$/.test(stringAt(parent, step) ?? '');
  return (
    isDefault && ['gateway', 'via', 'next_hop', 'nextHop', 'gw'].some((key) => stringAt(parent, key) !== undefined)
  );
}

const SERVERS = ['api_base', 'apiBase', 'base_url', 'baseUrl', 'baseURL', 'api_base_url'];

/** `{% if appointment.video %}`: the blocks of a template are code; one that holds an address stays. */
function withoutBlocks(text: string): string {
  return text.replace(/\{%[^%\n]{0,500}%\}/g, (block) => (/[:@/]|["']/.test(block) ? block : ' '));
}

/** What a file of a ConfigMap or Secret reaches by what it is called: `service.slack` of Argo CD, `provider` of GitLab. */
function impliedByKey(key: string, value: Value): string | undefined {
  if (key.startsWith('service.')) return impliedHost('argocd-notifications', key, value);
  return key === 'provider' ? impliedHost('omniauth', '', value) : undefined;
}

/** Lines of an expression that only people read. */
function withoutComments(text: string): string {
  return text.includes('#') ? text.replace(/^\s*#.*$/gm, '') : text;
}

/** `source: |` and then statements: a piece of a program, and no list of sources. */
function isProgram(text: string): boolean {
  return (text.match(/[({]\s*$|\)\s*[;{]?\s*$|^\s*(?:if|for|else|return|def|function)\b|[=!]=|:=/gm) ?? []).length >= 2;
}

/** Variables that plays and tasks of Ansible set for themselves: what they are set to is judged where it stands. */
function varsIn(documents: readonly Value[]): ReadonlySet<string> | undefined {
  const names = documents.flatMap(namesSet);
  return names.length === 0 ? undefined : new Set(names);
}

function namesSet(value: Value): readonly string[] {
  if (!isList(value)) return [];
  return value.flatMap((play) => {
    if (!isFields(play)) return [];
    const inner = [play.tasks, play.block, play.pre_tasks, play.handlers].flatMap((tasks) => namesSet(tasks ?? null));
    return [...(isFields(play.vars) ? Object.keys(play.vars) : []), ...inner];
  });
}

/** Links, and pages of manuals, with nothing else. */
const LINKS = /^(?:(?:https?:\/\/|man:|info:)\S+(?:\s+|$))+$/;
/** Four words or more, without a sign of a setting. */
const SENTENCE = /(?:^|\s)(?:[^\s=]{1,200}\s+){3}[^\s=]/;
/** A line that is a setting or a command after all. */
const SETTING_LINE = /^\s*[\w.-]+\s*=|^\s*[\w.-]+:\s*\S+\s*$|\b(?:curl|wget)\s/m;

/** Whether a document is a dashboard of Grafana: people fill in its references by what they look at. */
function isDashboard(value: Value): boolean {
  return isFields(value) && (isList(value.panels) || isList(value.rows)) && 'schemaVersion' in value;
}

/** Classifies single texts, and the documents inside them. */
export class Texts {
  private readonly classifier: TextClassifier;
  private readonly spots: Spots;
  private readonly walk: (value: Value, spot: Spot) => Outcome;
  private depth = 0;
  /** Variables that the script sets which is being read, or that it is started with. */
  private given: Script['given'] | undefined;
  /** Variables that what is being read is started with. */
  private around: Variables | undefined;
  /** Those of them that a command fills in. */
  private made: ReadonlySet<string> | undefined;

  constructor(classifier: TextClassifier, spots: Spots, walk: (value: Value, spot: Spot) => Outcome) {
    this.classifier = classifier;
    this.spots = spots;
    this.walk = walk;
  }

  classify(text: string, spot: Spot): Outcome {
    if (spot.role === 'inert' || text === '') return inert();
    // Inside of documents the depth decides as well, and texts there seldom come twice.
    if (this.depth > 0 || (this.around !== undefined && /\$|env/i.test(text))) return this.fresh(text, spot);
    let outcome = spot.texts.get(text);
    if (outcome === undefined) {
      outcome = this.fresh(text, spot);
      spot.texts.set(text, outcome);
    }
    return outcome;
  }

  /** What is read of a program, or by one, that is started with variables. */
  within(variables: Variables | undefined, read: () => Outcome): Outcome {
    if (variables === undefined) return read();
    const before = this.around;
    this.around = variables;
    const outcome = read();
    this.around = before;
    return outcome;
  }

  /** The indexes that a command asks which is written as a list of words. */
  installed(line: string): Outcome {
    const found = outcome(this.classifier.classify(line, {})).own.filter((piece) => piece.found.includes(' '));
    return found.length === 0 ? NOTHING : outcomeOf(found);
  }

  /** A key of unknown data: a place when it resolves to one, else only a key. */
  key(key: string, spot: Spot): Outcome {
    return this.weak(key, this.spots.of('free', spot.provider, undefined));
  }

  /** A word that is a place only when the catalogue or a claim knows it as one. */
  placed(text: string): Outcome {
    const verdict = this.classifier.classify(text, {});
    return outcome({ ...verdict, pieces: verdict.pieces.filter(({ place }) => place.country !== null) });
  }

  /** Whether an address is one's own: of the cluster, private, or claimed by the site. */
  isOwn(address: string): boolean {
    const { pieces } = this.classifier.classify(address, { key: 'endpoint', role: 'url' });
    return pieces.every(({ place }) => place.verdict === 'inside' && place.source === SITE_CLAIM);
  }

  /** A base64 value of a Secret or of binary data. */
  base64(text: string, spot: Spot): Outcome {
    const decoded = decodedBase64(text);
    if ('text' in decoded) return this.nested(spot.key, () => this.classify(decoded.text, spot));
    const found: Found = {
      found: text.slice(0, 60),
      classification: 'undecided',
      reason: decoded.reason,
      places: [],
      within: undefined,
    };
    return outcomeOf([found]);
  }

  /** The spot of a field of unknown data, as its key and its siblings say. */
  spotAt(parent: Value, step: string | number, spot: Spot): Spot {
    if (typeof step === 'number') return spot;
    if (spot.role === 'shown' && spot.key === 'links' && step === 'url') return this.spots.keyed(spot, 'help_link');
    if (isIdentifierKey(parent, step)) return this.spots.of('inert', spot.provider, step);
    if (spot.role === 'free' && isNamedBeside(parent, step)) return this.spots.of('inert', spot.provider, step);
    const key =
      isNamedValue(step) && isFields(parent) ? (stringAt(parent, 'name') ?? stringAt(parent, 'key') ?? step) : step;
    return this.spots.of(spot.role, providerNamed(step) ?? spot.provider, key);
  }

  private fresh(text: string, spot: Spot): Outcome {
    if (spot.role !== 'free' && spot.role !== 'shown') return this.plain(text, spot);
    if (isForPeople(text, spot.key)) return this.forPeople(text, spot);
    if (isNameKey(spot.key)) return this.weak(text, spot);
    if (isOwnReference(text)) return inert();
    if (spot.role === 'shown' || keyMeaning(spot.key).code) return this.plain(withoutComments(text), spot);
    if (isPlaceKey(spot.key, spot.provider) && !text.includes('.'))
      return this.plain(text, this.spots.at(spot, { role: 'region' }));
    // Before the formats: every line of base64 would also pass for a line of properties.
    const decoded = encodedText(text);
    if (decoded !== undefined) return this.nested(undefined, () => this.classify(decoded, spot));
    const script = this.given === undefined ? scriptIn(text, this.around) : undefined;
    return script === undefined ? this.readable(text, spot) : this.script(script, spot);
  }

  private readable(written: string, spot: Spot): Outcome {
    const text = withoutNamedSources(written.includes('{%') ? withoutBlocks(written) : written);
    const embedded = embeddedIn(text, spot.key);
    return embedded === undefined ? this.plain(text, spot) : this.embedded(text, embedded, spot);
  }

  private script({ text, given, made }: Script, spot: Spot): Outcome {
    this.given = given;
    this.made = made;
    const outcome = this.readable(text, spot);
    this.given = undefined;
    this.made = undefined;
    return outcome;
  }

  private plain(text: string, { key, provider, role }: Spot): Outcome {
    const context = {
      key,
      provider,
      role: role === 'inert' ? ('identifier' as const) : role,
      given: this.given,
      made: this.made,
    };
    const said = outcome(this.classifier.classify(text, context));
    const hidden = role === 'free' && text.length > SHORTEST_COMMAND ? hiddenIn(text) : undefined;
    return hidden === undefined ? said : this.withHidden(said, hidden, context);
  }

  private withHidden(
    said: Outcome,
    { texts, reason }: Hidden,
    context: Parameters<TextClassifier['classify']>[1],
  ): Outcome {
    const made = texts.flatMap((text) => outcome(this.classifier.classify(text, { ...context, key: undefined })).own);
    const seen = new Set(said.own.map(({ found }) => found));
    const more = made.filter(({ found }) => !seen.has(found) && !seen.has(found.replace(/:\d+$/, '')));
    const unclear: readonly Found[] =
      reason === undefined
        ? []
        : [{ found: '(made at run time)', classification: 'undecided', reason, places: [], within: undefined }];
    return outcomeOf([...said.own, ...more, ...unclear], said.inert);
  }

  /** People may read about anything; a service that takes data is judged all the same: some program reads the text as well. */
  private forPeople(text: string, { provider }: Spot): Outcome {
    if (!/[\w-]\.[a-z]{2}/i.test(text)) return inert();
    const verdict = this.classifier.classify(text, { provider });
    const pieces = verdict.pieces.filter(({ found, place }) => {
      const [host = ''] = found.split(/[/:@]/, 1);
      const at = text.indexOf(found);
      return place.verdict !== 'inside' && !isPage(host, text.slice(0, at), text.slice(at + host.length));
    });
    return outcome({ ...verdict, pieces });
  }

  /** Names are words for people: only one that resolves to a place counts. */
  private weak(text: string, spot: Spot): Outcome {
    if (tellsPlace(text)) return this.plain(text, spot);
    const { provider, key, role } = spot;
    if (!/[./:]/.test(text)) return inert();
    const verdict = this.classifier.classify(text, { key, provider, role: role === 'shown' ? role : 'free' });
    if (ADDRESSED.test(text) || BUCKET.test(text)) return outcome(verdict);
    return outcome({ ...verdict, pieces: verdict.pieces.filter(({ place }) => place.country !== null) });
  }

  private embedded(text: string, embedded: Embedded, spot: Spot): Outcome {
    if (this.depth >= MAX_EMBEDDED) {
      const reason = `documents stand more than ${MAX_EMBEDDED} deep inside each other's strings`;
      return outcomeOf([
        { found: text.slice(0, 60), classification: 'undecided', reason, places: [], within: undefined },
      ]);
    }
    if ('documents' in embedded) return this.nested(spot.key, () => this.documents(embedded.documents, spot));
    const around = keyMeaning(spot.key).endpoint && isProgram(text) ? this.spots.keyed(spot, 'script') : spot;
    const whole = BROKEN_URL.test(text) ? [{ number: 1, key: spot.key, text: text.replace(/[\t\r\n]/g, '') }] : [];
    return this.nested(spot.key, () => this.lines([...embedded.lines, ...whole], around));
  }

  private documents(written: readonly Document[], spot: Spot): Outcome {
    const documents = written.map((each) => ({ ...each, value: withOwnProperties(each.value) }));
    const named = this.given === undefined ? varsIn(documents.map(({ value }) => value)) : undefined;
    this.given ??= named;
    const outcome = this.walked(documents, spot);
    if (named !== undefined) this.given = undefined;
    const host = impliedByKey(spot.key ?? '', documents[0]?.value ?? null);
    if (host === undefined) return outcome;
    return outcomeOf(
      [...outcome.own, ...this.classify(host, this.spots.of('host', undefined, 'url')).own],
      outcome.inert,
    );
  }

  private walked(documents: readonly Document[], spot: Spot): Outcome {
    const parts = documents.map(({ value, locate }) => {
      const role = isDashboard(value) ? 'shown' : spot.role;
      const key = isList(value) && value.every((item) => typeof item === 'string') ? spot.key : undefined;
      const walked = this.walk(value, this.spots.at(spot, { key, role }));
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

  private lines(lines: readonly Line[], spot: Spot): Outcome {
    const parts = lines.map(({ number, key, text }) => ({
      number,
      found:
        isIdentifierName(key) || this.isOwnRegion(key, text, lines)
          ? inert()
          : this.classify(text, this.spots.keyed(spot, key ?? spot.key)),
    }));
    const found = parts.flatMap(({ number, found: { own } }) =>
      own.map((piece) => ({ ...piece, within: [`line ${number}`, piece.within].filter(Boolean).join(', ') })),
    );
    return outcomeOf(
      found,
      parts.reduce((sum, part) => sum + part.found.inert, 0),
    );
  }

  private isOwnRegion(key: string | undefined, text: string, lines: readonly Line[]): boolean {
    if (key === undefined || !mayBeRegion(key) || lines.length > MOST_SETTINGS) return false;
    const beside = lines.map((line) => [line.key ?? '', line.text] as const);
    return isOwnRegion(key, text, beside, (address) => this.isOwn(address));
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
