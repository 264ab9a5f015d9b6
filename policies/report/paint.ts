/** Wraps a text in colour escapes, or leaves it. */
export type Paint = Readonly<Record<'bold' | 'dim' | 'red' | 'yellow' | 'green', (text: string) => string>>;

const codes = { bold: [1, 22], dim: [2, 22], red: [31, 39], yellow: [33, 39], green: [32, 39] } as const;

function brush([on, off]: readonly [number, number], colour: boolean): (text: string) => string {
  return colour ? (text) => `\u001b[${on}m${text}\u001b[${off}m` : (text) => text;
}

/** Colour escapes when `colour`, else the text itself. */
export function paint(colour: boolean): Paint {
  return {
    bold: brush(codes.bold, colour),
    dim: brush(codes.dim, colour),
    red: brush(codes.red, colour),
    yellow: brush(codes.yellow, colour),
    green: brush(codes.green, colour),
  };
}
