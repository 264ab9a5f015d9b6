import type { Fields, Path, Pattern, Subject, Value } from '../../engine/types.ts';
import { valueAt } from '../fields.ts';
import type { Document } from '../input.ts';
import { Patch } from '../json/patch.ts';
import type { RecordShape, Records, Variant } from '../json/records.ts';
import { toTerraformPath } from '../kubernetes/normalise.ts';
import { kubernetesSubject } from '../kubernetes/objects.ts';
import { textPath } from '../kubernetes/text-path.ts';

/** What became of the change that others repeat. */
export interface Model {
  readonly subject: Subject;
  readonly type: string;
  /** Its planned values, with nothing unknown in them that matters. */
  readonly after: Fields;
  /** Whether the subject is the Kubernetes object that the resource makes. */
  readonly isObject: boolean;
}

/** Texts beside the planned values that may differ without a change of meaning: the resource has another name. */
const NAMES: ReadonlyMap<string | number | undefined, 'address' | 'name'> = new Map([
  ['address', 'address'],
  ['name', 'name'],
]);

/** The way to the planned values of a change. */
const AFTER = ['change', 'after'];

/** The changes of a plan that repeat another one in all but texts: only what differs is read. */
export class Likeness {
  private readonly document: Document;
  private readonly records: Records;
  private readonly model: (shape: RecordShape) => Model | undefined;
  private readonly models = new Map<RecordShape, Model | undefined>();
  private readonly variations = new Map<Variant, Variation | undefined>();
  private readonly offsets = new Map<RecordShape, Steps>();

  /** @param model reads the change that a shape was learnt from; undefined when it is no model for others */
  constructor(document: Document, records: Records, model: (shape: RecordShape) => Model | undefined) {
    this.document = document;
    this.records = records;
    this.model = model;
  }

  /** The subject of a change; undefined when it has to be read by itself. */
  subject(index: number): Subject | undefined {
    const { records } = this;
    const variant = records.variant(index);
    const variation = this.variationOf(variant);
    if (variation === undefined) return undefined;
    const texts = records.scalars(index);
    if (!texts.every(isText)) return undefined;
    const { model, address, name, patch, pattern } = variation;
    const { subject, isObject } = model;
    const body = patch.apply(subject.body, texts) as Fields;
    const own = (number: number, other: string) => (texts[number] as string | undefined) ?? other;
    const origin = { address: own(address, subject.address), constructPath: undefined };
    const locate = (path: Path) => this.locate(index, variant.shape, model, path);
    if (isObject) return { ...kubernetesSubject(body, locate, origin), pattern };
    return { ...subject, ...origin, name: own(name, subject.name), body, locate, pattern };
  }

  /** Whether all changes like this one say the same outside of their names and their planned values. */
  isOrdinary(index: number): boolean {
    return this.variationOf(this.records.variant(index)) !== undefined;
  }

  private variationOf(variant: Variant): Variation | undefined {
    if (!this.variations.has(variant)) this.variations.set(variant, this.variation(variant));
    return this.variations.get(variant);
  }

  private variation(variant: Variant): Variation | undefined {
    const { shape } = variant;
    if (!this.models.has(shape)) this.models.set(shape, this.model(shape));
    const model = this.models.get(shape);
    return model && variationOf(model, variant);
  }

  private locate(index: number, shape: RecordShape, model: Model, path: Path) {
    let steps = this.offsets.get(shape);
    if (steps === undefined) {
      steps = new Steps();
      this.offsets.set(shape, steps);
    }
    const way = steps.at(path);
    way.offset ??= this.records.offsetInShape(shape, [
      ...AFTER,
      ...(model.isObject ? toTerraformPath(model.type, model.after, path) : path),
    ]);
    const at = this.records.offset(index, way.offset);
    return this.document.positionAt?.(at) ?? this.document.locate(['resource_changes', index, ...AFTER]);
  }
}

/** Remembers an offset for each path. */
class Steps {
  offset: number | undefined;
  private readonly deeper = new Map<string | number, Steps>();

  at(path: Path): Steps {
    let steps: Steps = this;
    for (const step of path) {
      let next = steps.deeper.get(step);
      if (next === undefined) {
        next = new Steps();
        steps.deeper.set(step, next);
      }
      steps = next;
    }
    return steps;
  }
}

/** What the differing texts of a variant are: numbers of the two names, or -1, and where the others go in the body. */
interface Variation {
  readonly model: Model;
  readonly address: number;
  readonly name: number;
  readonly patch: Patch;
  readonly pattern: Pattern;
}

function variationOf(model: Model, { shape, scalars }: Variant): Variation | undefined {
  const numbers = { address: -1, name: -1 };
  const places: [Path, number][] = [];
  for (const [number, scalar] of scalars.entries()) {
    const path = shape.paths[scalar] ?? [];
    const own = valueAt(shape.value, path);
    if (typeof own !== 'string' || own === '') return undefined;
    const named = path.length === 1 ? NAMES.get(path[0]) : undefined;
    const lands = named === undefined ? landing(model, path) : 'nowhere';
    if (named !== undefined) numbers[named] = number;
    if (lands === undefined) return undefined;
    if (lands !== 'nowhere') places.push([lands, number]);
  }
  return { model, ...numbers, patch: new Patch(places), pattern: { texts: places.map(([path]) => path) } };
}

/** Where a differing text goes in the body; undefined when it is no planned value, or decides something. */
function landing({ type, after, isObject }: Model, path: Path): Path | 'nowhere' | undefined {
  if (!AFTER.every((step, i) => path[i] === step)) return undefined;
  const inner = path.slice(AFTER.length);
  return isObject ? textPath(type, after, inner) : inner;
}

/** An empty text is an argument that is not set. */
function isText(value: Value): boolean {
  return typeof value === 'string' && value !== '';
}
