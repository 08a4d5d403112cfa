import { ToggleButton } from 'react-aria-components';
import { FLAG_WORDS, type MeaningFlag, type PairMeaning } from '@core/model/meaning';
import { safeText } from '@core/model/visible-text';

interface FlagListProps {
  meaning: PairMeaning;
  chosen: MeaningFlag | null;
  onChoose: (flag: MeaningFlag | null) => void;
}

/** What exact checks say may have changed in meaning; choosing one frames its two passages. */
export function FlagList({ meaning, chosen, onChoose }: FlagListProps) {
  const flags = meaning.comparison?.flags ?? [];
  if (flags.length === 0) return null;
  return (
    <ul className="pair-flags" aria-label="Flags">
      {flags.map((flag, index) => (
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
    </ul>
  );
}

function brief(text: string | undefined): string {
  if (text === undefined) return '∅';
  const shown = safeText(text);
  return shown.length > 28 ? `${shown.slice(0, 27)}…` : shown;
}
