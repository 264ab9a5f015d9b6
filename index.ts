/**
 * The public entry point of Domicile: a site, an app that judges what it writes, and the stacks that stand in it.
 *
 * Start with {@link loadSite}, {@link SovereignApp} and {@link SovereignStack}; wrap the program in {@link runApp}.
 */
export type { DocumentPath, Position } from './constructs/core/document/position.ts';
export { DomicileError, type ErrorCode, errorTitles, type Problem } from './constructs/core/errors.ts';
export { type Images, loadImages } from './constructs/core/images/lock.ts';
export { loadSite, parseSite, SiteError } from './constructs/core/site/load.ts';
export type { SiteDocument } from './constructs/core/site/schema.ts';
export { defaultSiteFile, selectedSiteFile } from './constructs/core/site/select.ts';
export type { Site, SiteSource } from './constructs/core/site/site.ts';
export { type Layer, layers, SovereignStack, type SovereignStackProps } from './constructs/core/stack.ts';
export { type JudgedStack, readRecord, type SynthRecord } from './gate/record.ts';
export { RefusalError } from './gate/refusal.ts';
export { runApp } from './gate/run.ts';
export { SovereignApp, type SovereignAppProps } from './gate/sovereign-app.ts';
