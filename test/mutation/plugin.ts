import { declareClassPlugin, PluginKind } from '@stryker-mutator/api/plugin';
import { InProcessRunner } from './in-process-runner.ts';
import { TextIgnorer } from './texts.ts';

/** What StrykerJS looks for in a plugin. */
export const strykerPlugins = [
  declareClassPlugin(PluginKind.TestRunner, 'in-process', InProcessRunner),
  declareClassPlugin(PluginKind.Ignore, 'texts', TextIgnorer),
];
