import type { PlacesInCountry, Survey } from '../../engine/survey.ts';
import { type Html, html } from './markup.ts';

/** European countries as tiles that stand roughly as on a map: a row of the map is a line. */
const tiles = [
  'IS .. .. .. NO SE FI ..',
  '.. .. .. .. DK .. EE ..',
  'IE GB .. NL DE PL LV ..',
  '.. .. BE LU CZ SK LT ..',
  '.. .. FR CH LI AT HU RO',
  'PT ES .. IT SI HR .. BG',
  '.. .. .. MT .. .. GR CY',
].map((line) => line.split(' '));

const size = 60;
const gap = 6;

/** A tile: where it stands, what it shows, and how it is marked. */
interface Tile {
  readonly code: string;
  readonly column: number;
  readonly row: number;
  readonly values: number;
  /** The verdict on the values there; without any, whether the boundary holds the country. */
  readonly mark: PlacesInCountry['verdict'] | 'free' | 'beyond';
}

/**
 * Where values point, as a tile map of Europe, with a line below it for other continents and for `?`, which nobody
 * knows. Decoration: the table beside it says all of it in words.
 */
export function tileMap(survey: Survey): Html {
  const european = tiles.flatMap((line, row) =>
    line.flatMap((code, column) => (code === '..' ? [] : [tileOf(code, column, row, survey)])),
  );
  const all = [...european, ...elsewhere(survey)];
  const width = Math.max(...all.map(({ column }) => column + 1)) * (size + gap) - gap;
  const height = Math.max(...all.map(({ row }) => row + 1)) * (size + gap) - gap;
  return html`<svg class="map" viewBox="0 0 ${width} ${height}" aria-hidden="true">${all.map(drawn)}</svg>`;
}

/** Countries that have no tile of their own, eight a line, one line below the map. */
function elsewhere(survey: Survey): readonly Tile[] {
  const onMap = new Set(tiles.flat());
  const codes = [...new Set(survey.places.map(({ country }) => country ?? '?'))].filter((code) => !onMap.has(code));
  const perLine = tiles[0]?.length ?? 1;
  return codes.map((code, index) => {
    const row = tiles.length + 0.4 + Math.floor(index / perLine);
    return tileOf(code, index % perLine, row, survey);
  });
}

function tileOf(code: string, column: number, row: number, { places, inside }: Survey): Tile {
  const here = places.filter(({ country }) => (country ?? '?') === code);
  const values = here.reduce((sum, place) => sum + place.values, 0);
  return { code, column, row, values, mark: here[0]?.verdict ?? (inside.includes(code) ? 'free' : 'beyond') };
}

function drawn({ code, column, row, values, mark }: Tile): Html {
  const [x, y] = [column * (size + gap), Math.round(row * (size + gap))];
  const middle = x + size / 2;
  const count = values === 0 ? undefined : html`<text class="count" x="${middle}" y="${y + 48}">${values}</text>`;
  const name = html`<text x="${middle}" y="${y + (values === 0 ? 37 : 28)}">${code}</text>`;
  return html`<g class="tile ${mark}"><rect x="${x + 1}" y="${y + 1}" width="${size - 2}" height="${size - 2}" rx="8"/>${name}${count}</g>`;
}
