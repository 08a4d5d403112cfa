import { useState } from 'react';
import { Button, ToggleButton } from 'react-aria-components';
import { FLAG_WORDS, type MeaningFlag, type PairMeaning } from '@core/model/meaning';
import { safeText } from '@core/model/visible-text';

/** Flags shown until all are asked for: the outputs themselves matter more. */
const FOLDED = 8;

interface FlagListProps {
  meaning: PairMeaning;
  chosen: MeaningFlag | null;
  onChoose: (flag: MeaningFlag | null) => void;
}

/** What exact checks say may have changed in meaning; choosing one frames its two passages. */
export function FlagList({ meaning, chosen, onChoose }: FlagListProps) {
  const [all, setAll] = useState(false);
  const flags = meaning.comparison?.flags ?? [];
  if (flags.length === 0) return null;
  const shown = all ? flags : flags.slice(0, FOLDED);
  return (
    <ul className="pair-flags" aria-label="Flags">
      {shown.map((flag, index) => (
        // oxlint-disable-next-line react/no-array-index-key -- flags never change their order
        <li key={index}>
          <ToggleButton
            className="pair-flag"
            isSelected={flag === chosen}
            onChange={(selected) => onChoose(selected ? flag : null)}
          >
            <strong>{FLAG_WORDS[flag.kind].label}</strong>
            <span className="pair-flag-passages">
              {brief(flag.prod?.text)} <span aria-hidden>→</span> {brief(flag.shadow?.text)}
            </span>
          </ToggleButton>
        </li>
      ))}
      {flags.length > FOLDED && (
        <li>
          <Button className="pair-flag" aria-expanded={all} onPress={() => setAll(!all)}>
            {all ? 'fewer' : `${flags.length - FOLDED} more…`}
          </Button>
        </li>
      )}
    </ul>
  );
}

function brief(text: string | undefined): string {
  if (text === undefined) return '∅';
  const shown = safeText(text);
  return shown.length > 28 ? `${shown.slice(0, 27)}…` : shown;
}
