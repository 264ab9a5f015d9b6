import type { ContextOf } from '../context.ts';
import { type ClusterFile, shellFile, yamlDocuments, yamlFile } from '../file.ts';
import { admissionConfiguration } from '../kubernetes/admission.ts';
import { auditPolicy } from '../kubernetes/audit-policy.ts';
import { systemFiles } from '../machine/system-files.ts';
import { checkScript } from './check-script.ts';
import { insideObjects } from './inside.ts';
import { existingReadme } from './readme.ts';

/** What is asked of those who run an existing cluster, what is applied from inside, and a check of both. */
export function renderExisting(context: ContextOf<'existing'>): readonly ClusterFile[] {
  return [
    { path: 'README.md', text: existingReadme(context), executable: false },
    yamlFile('audit-policy.yaml', auditPolicy(), context),
    yamlFile('admission.yaml', admissionConfiguration('canal'), context),
    yamlDocuments('inside.yaml', insideObjects(), context),
    shellFile('check.sh', checkScript(context), context),
    ...(context.cluster.provides.nodeAccess
      ? context.cluster.machines.flatMap((one) => systemFiles(context, one))
      : []),
  ];
}
