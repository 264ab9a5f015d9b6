import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { AnnotationMetadataEntryType, App, TerraformStack } from 'cdktf';
import { createdAt } from '../constructs/core/creation.ts';
import type { Position } from '../constructs/core/document/position.ts';
import { DomicileError, type Problem } from '../constructs/core/errors.ts';
import type { Site } from '../constructs/core/site/site.ts';
import { judgedApp, SovereignStack } from '../constructs/core/stack.ts';
import { type Finding, judge, packOf } from '../policies/judge.ts';
import { addAdmissionStack } from './admission-stack.ts';
import { boundaryOfSite } from './boundary.ts';
import { filesBelow, isTerraformOwn } from './files.ts';
import { displayPath, type Output, readOutput } from './output.ts';
import { forgetBackends, putInPlace, refuseForeignFiles } from './place.ts';
import { readRecord, recordFile, recordOf, type SynthRecord } from './record.ts';
import { RefusalError } from './refusal.ts';
import { seal } from './seal.ts';
import { closeStaging, openStaging } from './staging.ts';
import { refuseEnvironment, refuseSettings } from './switches.ts';

/** Props of {@link SovereignApp}. There is none that weakens the judge. */
export interface SovereignAppProps {
  /** The site that the app is for: it draws the boundary, and its file is judged with the output. */
  readonly site: Site;
  /** @default - `CDKTF_OUTDIR`, which the cdktf command sets, or `cdktf.out` */
  readonly outdir?: string;
  /** Context values for constructs, as in cdktf. */
  readonly context?: Readonly<Record<string, unknown>>;
}

/**
 * A cdktf app that writes nothing which its judge has not passed. `synth` resolves every stack into a temporary folder,
 * judges that and the site file, and moves it to the output folder only when no rule blocks.
 */
export class SovereignApp extends App {
  readonly site: Site;
  /** The output folder. `outdir`, cdktf's own property, is the temporary one. */
  readonly output: string;

  /** @throws {@link DomicileError} for a switch that would take the judge out of the path */
  constructor(props: SovereignAppProps) {
    refuseEnvironment(process.env);
    refuseSettings('props', (name) => Reflect.get(props, name));
    const output = resolve(props.outdir ?? process.env.CDKTF_OUTDIR ?? 'cdktf.out');
    super({ outdir: openStaging(output), ...(props.context === undefined ? {} : { context: props.context }) });
    Object.defineProperty(this, judgedApp, { value: true });
    this.site = props.site;
    this.output = output;
  }

  /** Every stack of the app. */
  get stacks(): readonly TerraformStack[] {
    return this.node.findAll().filter(TerraformStack.isStack);
  }

  /**
   * Writes and judges the app, and puts it in place.
   * @throws {@link RefusalError} when a rule blocks; the output folder is as it was
   * @throws {@link DomicileError} for an off-switch, a construct's own error, or output that was not judged
   */
  override synth(): void {
    try {
      refuseEnvironment(process.env);
      refuseSettings('props', (name) => Reflect.get(this, name));
      refuseSettings('context', (name) => this.node.tryGetContext(name));
      addAdmissionStack(this);
      mkdirSync(join(this.outdir, 'stacks'), { recursive: true });
      this.#write();
      const output = readOutput(this.outdir, this.manifest, this.stacks.length);
      const record = this.#judge(output);
      this.#put(output, record);
    } finally {
      closeStaging(this.outdir);
    }
  }

  #write(): void {
    try {
      super.synth();
    } catch (error) {
      if (!(error instanceof Error) || !error.message.startsWith('Validation failed')) throw error;
      throw new DomicileError({ code: 'app-validation', message: error.message, mend: 'correct what each line names' });
    }
    const [first, ...rest] = this.#errorAnnotations();
    if (first !== undefined) throw new DomicileError(first, ...rest);
  }

  #errorAnnotations(): readonly Problem[] {
    return Object.values(this.manifest.stacks)
      .flatMap(({ annotations }) => annotations)
      .filter(({ level }) => level === AnnotationMetadataEntryType.ERROR)
      .map(({ message, constructPath }) => ({ code: 'app-validation', message, constructPath, mend: 'correct it' }));
  }

  #judge(output: Output): SynthRecord {
    const encoder = new TextEncoder();
    const inputs = [
      { name: this.site.source.file, bytes: encoder.encode(this.site.source.text) },
      ...output.stacks.map(({ file, bytes }) => ({ name: displayPath(join(this.output, file)), bytes })),
    ];
    const boundary = boundaryOfSite(this.site);
    const pack = packOf('all');
    const { judgement, problems } = judge(inputs, boundary, pack);
    if (judgement.verdict !== 'pass' || problems.length > 0) {
      const tracing = {
        titleOf: (ruleId: string) => pack.rules.find(({ id }) => id === ruleId)?.title ?? '',
        site: this.site.source.positionsOfValue,
        code: (finding: Finding) => this.#codeOf(finding),
        construct: (finding: Finding) => finding.subject.constructPath ?? this.#stackOf(finding)?.node.path,
      };
      throw new RefusalError(judgement, problems, tracing, displayPath(this.output));
    }
    return recordOf(this, output, boundary.name, judgement);
  }

  #codeOf(finding: Finding): Position | undefined {
    const { constructPath } = finding.subject;
    if (constructPath === null) return this.#stackOf(finding)?.overriddenAt(pathInStack(finding));
    const construct = this.node.findAll().find(({ node }) => node.path === constructPath);
    return construct === undefined ? undefined : createdAt(construct);
  }

  /** The stack whose file a finding stands in: what an override adds has no construct of its own. */
  #stackOf({ location }: Finding): SovereignStack | undefined {
    return this.stacks
      .filter((stack) => stack instanceof SovereignStack)
      .find(({ node }) => location?.file.endsWith(`/stacks/${node.id}/cdk.tf.json`));
  }

  #put(output: Output, record: SynthRecord): void {
    writeFileSync(join(this.outdir, recordFile), `${JSON.stringify(record, null, 2)}\n`);
    const before = readRecord(this.output);
    const earlier = (before?.files ?? []).filter((path) => /^stacks\/(?!.*\.\.)/.test(path));
    const stacksThere = filesBelow(this.output, isTerraformOwn).filter((path) =>
      /^stacks\/[^/]+\/cdk\.tf\.json$/.test(path),
    );
    refuseForeignFiles(this.output, new Set([...earlier, ...output.files]));
    const leftovers = [...new Set([...earlier, ...stacksThere])].filter((path) => !output.files.includes(path));
    putInPlace(this.outdir, this.output, leftovers);
    if (before !== undefined && before.site.name !== record.site.name) forgetBackends(this.output);
    const judged = output.stacks.map(({ file, bytes }) => [file, bytes] as const);
    const manifest = ['manifest.json', readFileSync(join(this.output, 'manifest.json'))] as const;
    seal(this.output, new Map([...judged, manifest]));
  }
}

/** Where a finding's subject stands in the stack's JSON: `resource.aws_s3_bucket.b`, `terraform.backend.s3`. */
function pathInStack({ subject }: Finding): string {
  const addressed = subject.kind === 'terraform/resource' || !subject.kind.startsWith('terraform/');
  return addressed ? `resource.${subject.address}` : subject.address;
}
