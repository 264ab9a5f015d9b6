/** How the pods of a probe are called, and how the ones of a run that was killed are found. */
export const POD_PREFIX = 'domicile-probe-';

/** A pod that tries connections and ends. */
export interface ProbePod {
  readonly name: string;
  readonly namespace: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly image: string;
  /** Each as `address,port`. */
  readonly targets: readonly string[];
}

/** Seconds that one try may take. */
const TRY_SECONDS = 3;
/** A pod that nobody removes ends by itself. */
const LIFE_SECONDS = 120;
/** Seconds that whoever enforces policies has to see a new pod. */
const SETTLING_SECONDS = 5;

/**
 * Tries every target at once and says of each: o open, r refused, s silent, u untried. Works with what an image with a shell
 * has: a netcat with -z (OpenBSD's, GNU's) or with -e (busybox's), or bash with timeout. What fails in words that are not
 * known counts as untried: a program that lacks an option must not pass for a closed door. The result leaves the pod in its
 * termination message, so that no log is read.
 */
const SCRIPT = `
judge() {
  case "$1" in
    *efused*|*rohibited*|*nreachable*) echo r ;;
    ''|*"imed out"*|*"in progress"*) echo s ;;
    *) return 1 ;;
  esac
}
attempt() {
  if command -v nc >/dev/null 2>&1; then
    said=$(nc -z -w ${TRY_SECONDS} "$1" "$2" </dev/null 2>&1) && { echo o; return; }
    judge "$said" && return
    said=$(nc -w ${TRY_SECONDS} "$1" "$2" -e true </dev/null 2>&1) && { echo o; return; }
    judge "$said" && return
  fi
  if command -v bash >/dev/null 2>&1 && command -v timeout >/dev/null 2>&1; then
    said=$(timeout ${TRY_SECONDS} bash -c 'exec 3<>"/dev/tcp/$0/$1"' "$1" "$2" 2>&1) && { echo o; return; }
    judge "$said" && return
  fi
  echo u
}
sleep ${SETTLING_SECONDS}
i=0
for target in "$@"; do
  ( result=$(attempt "\${target%,*}" "\${target##*,}"); echo "$i$result" ) &
  i=$((i + 1))
done > /dev/termination-log
wait
`.trim();

/** The pod as it is sent: as Pod Security "restricted" and the site's own policies want every pod, and never ready. */
export function probePod({ name, namespace, labels, image, targets }: ProbePod): object {
  const confined = {
    runAsNonRoot: true,
    runAsUser: 65534,
    allowPrivilegeEscalation: false,
    privileged: false,
    readOnlyRootFilesystem: true,
    capabilities: { drop: ['ALL'] },
    seccompProfile: { type: 'RuntimeDefault' },
  };
  const resources = { cpu: '50m', memory: '32Mi', 'ephemeral-storage': '8Mi' };
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name, namespace, labels },
    spec: {
      restartPolicy: 'Never',
      activeDeadlineSeconds: LIFE_SECONDS,
      terminationGracePeriodSeconds: 0,
      automountServiceAccountToken: false,
      enableServiceLinks: false,
      // It carries the labels of others: what is never ready is behind no Service.
      readinessGates: [{ conditionType: 'domicile.internal/only-a-probe' }],
      securityContext: { runAsNonRoot: true, runAsUser: 65534, seccompProfile: { type: 'RuntimeDefault' } },
      containers: [
        {
          name: 'probe',
          image,
          command: ['sh', '-c', SCRIPT, 'probe'],
          args: targets,
          securityContext: confined,
          resources: { requests: resources, limits: resources },
        },
      ],
    },
  };
}

/** One letter for each target, by its position; undefined where the pod said nothing of it. */
export function resultsIn(message: string): ReadonlyMap<number, string> {
  const lines = [...message.matchAll(/^(\d+)([orsu])$/gm)];
  return new Map(lines.map(([, index = '', letter = '']) => [Number(index), letter]));
}
