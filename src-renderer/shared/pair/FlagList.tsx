import { ChevronRight } from 'lucide-react';
import { useState } from 'react';
import { Button, ToggleButton } from 'react-aria-components';
import { FLAG_WORDS, type FlagKind, type MeaningFlag, type PairMeaning } from '@core/model/meaning';
import { safeText } from '@core/model/visible-text';

/** Flags of one kind that stand by themselves; more are one button that opens them. */
const ALONE = 2;

interface FlagListProps {
  meaning: PairMeaning;
  chosen: MeaningFlag | null;
  onChoose: (flag: MeaningFlag | null) => void;
}

/** What exact checks say may have changed in meaning, by kind; choosing one frames its two passages. */
export function FlagList({ meaning, chosen, onChoose }: FlagListProps) {
  const [opened, setOpened] = useState<ReadonlySet<FlagKind>>(new Set());
  const kinds = byKind(meaning.comparison?.flags ?? []);
  if (kinds.size === 0) return null;
  const toggle = (kind: FlagKind): void => {
    const next = new Set(opened);
    if (!next.delete(kind)) next.add(kind);
    setOpened(next);
  };
  return (
    <ul className="pair-flags" aria-label="Flags">
      {[...kinds].map(([kind, flags]) => {
        const isOpen = opened.has(kind) || flags.length <= ALONE;
        return [
          flags.length > ALONE && (
            <li key={kind}>
              <Button className="pair-flag" aria-expanded={isOpen} onPress={() => toggle(kind)}>
                <ChevronRight className={isOpen ? 'icon pair-flag-open' : 'icon'} aria-hidden />
                <strong>{FLAG_WORDS[kind].label}</strong> ×{flags.length}
              </Button>
            </li>
          ),
          ...(isOpen ? flags : []).map((flag, index) => (
            // oxlint-disable-next-line react/no-array-index-key -- flags never change their order
            <li key={`${kind} ${index}`}>
              <ToggleButton
                className="pair-flag"
                isSelected={flag === chosen}
                onChange={(selected) => onChoose(selected ? flag : null)}
              >
                <strong>{FLAG_WORDS[kind].label}</strong>
                <span className="pair-flag-passages">
                  {brief(flag.prod?.text)} <span aria-hidden>→</span> {brief(flag.shadow?.text)}
                </span>
              </ToggleButton>
            </li>
          )),
        ];
      })}
    </ul>
  );
}

/** In the order in which the kinds first occur. */
function byKind(flags: readonly MeaningFlag[]): Map<FlagKind, MeaningFlag[]> {
  const kinds = new Map<FlagKind, MeaningFlag[]>();
  for (const flag of flags) {
    const list = kinds.get(flag.kind) ?? [];
    list.push(flag);
    kinds.set(flag.kind, list);
  }
  return kinds;
}

function brief(text: string | undefined): string {
  if (text === undefined) return '∅';
  const shown = safeText(text);
  return shown.length > 28 ? `${shown.slice(0, 27)}…` : shown;
}
