import { useMemo, useState } from 'react';
import { Checkbox } from 'react-aria-components';
import { formatCount } from '@core/model/format';
import { safeText } from '@core/model/visible-text';
import { plural } from '../../labels';
import { ArmName } from '../../ui/ArmName';
import type { Side } from '../sides';
import { type Field, type FieldKind, compareJson } from './compare-json';
import { brokenJson, jsonOf } from './json-of';

/** Rows shown at most: more would be neither read nor fast. */
const MOST = 3000;

const SIGN: Readonly<Record<FieldKind, { sign: string; words: string }>> = {
  same: { sign: '', words: 'same' },
  changed: { sign: '≠', words: 'changed' },
  type: { sign: '≠', words: 'of another type' },
  'only-left': { sign: '−', words: 'only on the left' },
  'only-right': { sign: '+', words: 'only on the right' },
  moved: { sign: '↕', words: 'same, at another place' },
};

/** Two JSON outputs field by field, whatever the order of their members and the format of their numbers. */
export function StructureView({ sides }: { sides: readonly [Side, Side] }) {
  const [left, right] = [sides[0].text ?? '', sides[1].text ?? ''];
  const [all, setAll] = useState(false);
  const found = useMemo(() => compareStructures(left, right), [left, right]);
  const rows = useMemo(
    () => ('field' in found ? [...flatten(found.field, 0, all)].slice(0, MOST) : []),
    [found, all],
  );
  if (!('field' in found)) return <p className="pair-notice">{found.why}</p>;
  const { differences } = found.field;
  return (
    <div className="structure">
      <div className="structure-head">
        <p>
          {differences === 0
            ? 'Same structure and values: only order, white space or the format of numbers may differ.'
            : `${formatCount(differences)} ${plural(differences, 'field differs', 'fields differ')}.`}
        </p>
        <Checkbox isSelected={all} onChange={setAll} className="check">
          <span className="check-box" aria-hidden />
          equal fields too
        </Checkbox>
      </div>
      {rows.length > 0 && (
        <table aria-label="Fields of both outputs">
          <thead>
            <tr>
              <th scope="col">Field</th>
              {sides.map(({ arm, place }) => (
                <th key={place} scope="col">
                  {arm === null ? place : <ArmName arm={arm} />}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map(({ field, depth, path }) => (
              <tr key={path} data-kind={field.kind}>
                <th scope="row" style={{ paddingInlineStart: 22 + depth * 16 }}>
                  <span className="structure-sign" aria-hidden>
                    {SIGN[field.kind].sign}
                  </span>
                  <span className="visually-hidden">{SIGN[field.kind].words}: </span>
                  {safeText(field.name) || 'the whole'}
                </th>
                <td className={field.left === null ? 'hatched' : ''}>
                  <Value text={field.left} marked={field.members.length === 0 && field.kind !== 'same'} />
                </td>
                <td className={field.right === null ? 'hatched' : ''}>
                  <Value text={field.right} marked={field.members.length === 0 && field.kind !== 'same'} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {rows.length === MOST && (
        <p className="pair-notice">Only the first {formatCount(MOST)} fields are shown.</p>
      )}
    </div>
  );
}

function Value({ text, marked }: { text: string | null; marked: boolean }) {
  if (text === null) return null;
  const shown = safeText(text);
  return marked ? <span className="structure-marked">{shown}</span> : shown;
}

function compareStructures(left: string, right: string): { field: Field } | { why: string } {
  const [a, b] = [jsonOf(left), jsonOf(right)];
  if (a === null && b === null) return { why: 'Neither output is JSON or holds a JSON code block.' };
  if (a === null || b === null) {
    const [missing, other] = a === null ? (['left', 'right'] as const) : (['right', 'left'] as const);
    const problem = brokenJson(a === null ? left : right);
    return {
      why: `Only the ${other} output is JSON or holds a JSON code block.${problem === null ? '' : ` The ${missing} one begins like JSON and is broken: ${safeText(problem)}.`}`,
    };
  }
  try {
    return { field: compareJson(a, b) };
  } catch (error) {
    return { why: `The structures can not be compared: ${(error as Error).message}.` };
  }
}

interface FlatField {
  field: Field;
  depth: number;
  path: string;
}

function* flatten(field: Field, depth: number, all: boolean, path = ''): Generator<FlatField> {
  if (depth > 0 || field.members.length === 0) {
    if (!all && field.kind === 'same') return;
    yield { field, depth: Math.max(0, depth - 1), path };
  }
  for (const [at, member] of field.members.entries()) yield* flatten(member, depth + 1, all, `${path}/${at}`);
}
