/**
 * The name of a finding across runs: 16 hex digits from rule, address, path, value and aspect. Positions and order play no part,
 * so reformatting a file or moving a block keeps every fingerprint. Not a security boundary: two 32-bit
 * multiply-xor hashes (the mixing constants are MurmurHash3's), because a plan can hold tens of thousands of findings.
 */
export function fingerprint(rule: string, address: string, path: string, found: string, aspect = ''): string {
  const text = `${rule}\n${address}\n${path}\n${found}${aspect === '' ? '' : `\n${aspect}`}`;
  let high = 0x9747b28c;
  let low = 0x1b873593;
  for (let index = 0; index < text.length; index++) {
    const unit = text.charCodeAt(index);
    high = Math.imul(high ^ unit, 0xcc9e2d51);
    low = Math.imul(low ^ unit, 0x85ebca6b);
    high = (high << 13) | (high >>> 19);
    low = (low << 15) | (low >>> 17);
  }
  return hex(mix(high ^ text.length)) + hex(mix(low ^ high));
}

function mix(word: number): number {
  let mixed = Math.imul(word ^ (word >>> 16), 0x85ebca6b);
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35);
  return mixed ^ (mixed >>> 16);
}

const bytes = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, '0'));

function hex(word: number): string {
  return `${bytes[word >>> 24]}${bytes[(word >>> 16) & 255]}${bytes[(word >>> 8) & 255]}${bytes[word & 255]}`;
}

/**
 * Gives findings that share a fingerprint (the same host twice in one file, the same address in two inputs) one each: the
 * first keeps it, the next are counted. Findings come in report order, so that the count is the same on every run.
 */
export function toldApart<One extends { readonly fingerprint: string }>(findings: readonly One[]): readonly One[] {
  const seen = new Map<string, number>();
  return findings.map((finding) => {
    const times = (seen.get(finding.fingerprint) ?? 0) + 1;
    seen.set(finding.fingerprint, times);
    if (times === 1) return finding;
    return { ...finding, fingerprint: fingerprint('again', finding.fingerprint, String(times), '') };
  });
}
