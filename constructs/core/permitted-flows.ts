import type { Construct } from 'constructs';
import { DomicileError } from './errors.ts';
import type { WorkloadRole } from './labels.ts';
import { METRICS_PORT, TELEMETRY_PORT } from './telemetry/route.ts';

interface Peer extends Construct {
  readonly namespace: string;
  readonly name: string;
  readonly role: WorkloadRole;
}

/**
 * Whom a role may call at all, whatever a stack asks for. A role that is not listed is bound by the lists of others only.
 * The AI stands behind its gateway, and nothing of it reaches a record, a database or a clinician's approval.
 */
const mayCall: Partial<Readonly<Record<WorkloadRole, readonly WorkloadRole[]>>> = {
  'ai-model': ['audit-collector'],
  'ai-gateway': ['ai-model', 'audit-collector'],
  // A model learns from the volume that it is given, and asks nobody.
  'model-tuning': ['audit-collector'],
  'bias-evaluation': ['ai-gateway', 'audit-collector'],
  // What searches in documents has them from people, and reaches no record.
  retrieval: ['ai-gateway', 'vector-store', 'audit-collector'],
  'vector-store': [],
  'compliance-check': ['audit-collector'],
  'audit-archive': ['audit-store'],
  database: [],
  // Instances of one database copy from each other.
  'database-cluster': ['database-cluster'],
  // What is in the record leaves it only when somebody who may asks for it.
  fhir: ['database', 'database-cluster', 'audit-collector'],
  // The one bridge from the record to research.
  pseudonymisation: [
    ...(['database', 'database-cluster', 'audit-collector', 'fhir', 'de-identification'] as const),
    ...(['pseudonymisation', 'research-fhir'] as const),
  ],
  'de-identification': ['audit-collector'],
  // What reads the record for a trust centre elsewhere cannot leave, and what leaves cannot read the record.
  'record-sender': ['fhir', 'trust-centre-gateway', 'audit-collector'],
  'trust-centre-gateway': ['audit-collector'],
  'object-storage': [],
  'research-fhir': ['database', 'database-cluster', 'audit-collector'],
  // Hospital systems come in by one gateway, which reaches nothing but what takes their messages and images.
  'hl7-gateway': ['integration', 'imaging', 'audit-collector'],
  integration: ['fhir', 'imaging', 'audit-collector'],
  imaging: ['audit-collector'],
  'audit-collector': ['audit-store'],
  // What somebody else wrote reaches its gateway, and the gateway reaches what may be read.
  'third-party-app': ['app-gateway'],
  'app-gateway': ['fhir', 'audit-collector'],
  'developer-portal': ['audit-collector'],
  egress: ['audit-collector'],
  'name-server': [],
  backup: ['database', 'database-cluster', 'vector-store'],
  // What watches the platform reaches nothing but the counters of others; see isWatching.
  metrics: ['alerts', 'audit-collector'],
  alerts: ['audit-collector'],
  logs: ['audit-collector'],
  traces: ['audit-collector'],
  'telemetry-collector': ['logs', 'traces'],
  identity: ['database', 'database-cluster', 'audit-collector', 'identity'],
  ingress: ['approval', 'fhir', 'pseudonymisation', 'research-fhir', 'identity', 'developer-portal', 'audit-collector'],
};

/**
 * Who may call a role at all. The only way to the AI and back to a record is the approval; the evaluation of a model asks,
 * and reaches no record.
 */
const mayBeCalledBy: Partial<Readonly<Record<WorkloadRole, readonly WorkloadRole[]>>> = {
  'ai-model': ['ai-gateway'],
  'bias-evaluation': [],
  'model-tuning': [],
  'compliance-check': [],
  'audit-archive': [],
  'ai-gateway': ['approval', 'bias-evaluation', 'retrieval'],
  retrieval: ['approval'],
  'vector-store': ['retrieval', 'backup'],
  'audit-store': ['audit-archive', 'audit-collector'],
  pseudonymisation: ['pseudonymisation', 'ingress'],
  'de-identification': ['pseudonymisation'],
  'record-sender': [],
  'trust-centre-gateway': ['record-sender'],
  'object-storage': [],
  'research-fhir': ['pseudonymisation', 'ingress'],
  'third-party-app': [],
  'app-gateway': ['third-party-app'],
  'developer-portal': ['ingress'],
  'hl7-gateway': [],
  integration: ['hl7-gateway'],
  imaging: ['hl7-gateway', 'integration'],
  ingress: [],
  // The cluster's own name service asks it, which no role stands for.
  'name-server': [],
  identity: ['ingress', 'identity'],
  // Whoever reads of everybody is told by nobody: no way leads through it.
  metrics: [],
  alerts: ['metrics'],
  logs: ['telemetry-collector'],
  traces: ['telemetry-collector'],
  'telemetry-collector': [],
};

/** Roles that may name a destination outside the cluster: those that check tokens, and the gateway of a declared model. */
const mayLeave: readonly WorkloadRole[] = [
  'imaging',
  'compliance-check',
  'audit-archive',
  'pseudonymisation',
  'research-fhir',
  'trust-centre-gateway',
  'object-storage',
  // It archives its log, and tells the API server how it is.
  'database-cluster',
  'fhir',
  'audit-store',
  'approval',
  'ai-gateway',
  'egress',
  'name-server',
  'backup',
  'metrics',
  'alerts',
  'logs',
  'traces',
];

/** Roles that may be entered from outside the cluster. */
const mayBeEntered: readonly WorkloadRole[] = ['ingress', 'hl7-gateway'];

/** Throws a DomicileError for a flow that would go around the gateway, the approval or the audit trail. */
export function assertPermitted(from: Peer, to: Peer, port: number): void {
  if (isWatching(from, to, port)) return;
  // Whoever may leave may do so through the gateway, and nobody else has any business there.
  if (to.role === 'egress') {
    assertPermittedOutside(from, `${to.namespace}/${to.name}`);
    return;
  }
  const allowedTargets = mayCall[from.role];
  const allowedSources = mayBeCalledBy[to.role];
  if ((allowedTargets?.includes(to.role) ?? true) && (allowedSources?.includes(from.role) ?? true)) {
    return;
  }
  throw new DomicileError({
    code: 'construct-props',
    message: `a workload with the role ${from.role} may not open connections to one with the role ${to.role}`,
    seen: `${from.namespace}/${from.name} to ${to.namespace}/${to.name}`,
    constructPath: from.node.path,
    allowed: describe(allowedTargets, allowedSources),
    mend: 'go through the model gateway and the approval service, or remove the allowTo',
  });
}

// Every part is watched: its counters are read on one port, and it sends logs and traces, neither of which holds data.
function isWatching(from: Peer, to: Peer, port: number): boolean {
  if (from.role === 'metrics' && port === METRICS_PORT) return true;
  return to.role === 'telemetry-collector' && port === TELEMETRY_PORT && from.role !== 'third-party-app';
}

/** Throws a DomicileError when the role is not one that is entered from outside the cluster. */
export function assertEnterable(to: Peer): void {
  if (mayBeEntered.includes(to.role)) return;
  throw new DomicileError({
    code: 'construct-props',
    message: `a workload with the role ${to.role} may not be entered from outside the cluster`,
    seen: `${to.namespace}/${to.name}`,
    constructPath: to.node.path,
    allowed: `roles ${mayBeEntered.join(', ')}`,
    mend: 'open a door of the ingress gateway to it',
  });
}

/** Throws a DomicileError when the role is not one that answers for names. */
export function assertAskedForNames(to: Peer): void {
  if (to.role === 'name-server') return;
  throw new DomicileError({
    code: 'construct-props',
    message: `a workload with the role ${to.role} may not be asked by the cluster's name service`,
    seen: `${to.namespace}/${to.name}`,
    constructPath: to.node.path,
    allowed: 'role name-server',
    mend: 'remove the permitClusterDns',
  });
}

/** Throws a DomicileError when the role is not one that an operator of databases looks after. */
export function assertOperated(to: Peer): void {
  if (to.role === 'database-cluster') return;
  throw new DomicileError({
    code: 'construct-props',
    message: `a workload with the role ${to.role} may not be reached by an operator of databases`,
    seen: `${to.namespace}/${to.name}`,
    constructPath: to.node.path,
    allowed: 'role database-cluster',
    mend: 'remove the permitOperator',
  });
}

/** Throws a DomicileError when the role has no business outside the cluster. */
export function assertPermittedOutside(from: Peer, host: string): void {
  if (mayLeave.includes(from.role)) return;
  throw new DomicileError({
    code: 'construct-props',
    message: `a workload with the role ${from.role} may not open connections to anything outside the cluster`,
    seen: host,
    constructPath: from.node.path,
    allowed: `roles ${mayLeave.join(', ')}`,
    mend: 'remove the allowToExternal',
  });
}

function describe(targets: readonly WorkloadRole[] | undefined, sources: readonly WorkloadRole[] | undefined): string {
  const words = (roles: readonly WorkloadRole[]) => (roles.length === 0 ? 'nothing' : roles.join(', '));
  return [
    ...(targets === undefined ? [] : [`from there to ${words(targets)}`]),
    ...(sources === undefined ? [] : [`to there from ${words(sources)}`]),
  ].join('; ');
}
