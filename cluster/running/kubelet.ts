import type { Complaint } from '../facts/complaint.ts';
import { kubeletSettings } from '../kubernetes/kubelet.ts';
import type { Answered } from './seen.ts';

/** A kubelet's effective settings against those that are written for it. A kubelet that nobody may ask is unknown. */
export function kubeletComplaints(node: string, answer: Answered | undefined): readonly Complaint[] {
  const where = `/api/v1/nodes/${node}/proxy/configz`;
  const settings = answer?.ok === true ? settingsIn(answer.text) : undefined;
  if (settings === undefined) {
    const seen = (answer?.text ?? 'no answer').replace(/\s+/g, ' ').slice(0, 200);
    const mend = `use a role that may get nodes/proxy, or compare on ${node}: kubectl get --raw ${where}`;
    const message = 'nobody could read the settings of the kubelet';
    return [{ result: 'unknown', about: node, message, seen, where, allowed: 'its settings', mend }];
  }
  return differences(kubeletSettings, settings, []).map(({ path, wanted, seen }) => ({
    result: 'wrong',
    about: node,
    message: `the kubelet runs with another ${path}`,
    seen,
    where: `${where} ${path}`,
    allowed: wanted,
    mend: `write ${path}: ${wanted} into its configuration, and start it again`,
  }));
}

function settingsIn(text: string): object | undefined {
  try {
    const { kubeletconfig } = JSON.parse(text) as { readonly kubeletconfig?: unknown };
    return typeof kubeletconfig === 'object' && kubeletconfig !== null ? kubeletconfig : undefined;
  } catch {
    return undefined;
  }
}

interface Difference {
  readonly path: string;
  readonly wanted: string;
  readonly seen: string;
}

/** The kubelet leaves out what is zero: of a port that is no port, and of nothing else, silence says the same. */
function differences(wanted: object, seen: object, base: readonly string[]): readonly Difference[] {
  const found = new Map<string, unknown>(Object.entries(seen));
  return Object.entries(wanted).flatMap(([key, value]: [string, unknown]) => {
    const path = [...base, key];
    const own = found.get(key) ?? (value === 0 ? 0 : undefined);
    if (typeof value === 'object' && value !== null)
      return differences(value, typeof own === 'object' && own !== null ? own : {}, path);
    return own === value
      ? []
      : [{ path: path.join('.'), wanted: String(value), seen: own === undefined ? 'nothing' : String(own) }];
  });
}
