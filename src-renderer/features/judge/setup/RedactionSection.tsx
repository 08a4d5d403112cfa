import { CheckBox } from '../../../shared/ui/CheckBox';
import { TextField } from '../../../shared/ui/TextField';
import type { JudgeDraft } from '../../../shared/judge/draft';
import { SetupSection } from './SetupSection';

const KINDS = [
  { name: 'emails', label: 'E-mail addresses' },
  { name: 'phones', label: 'Phone numbers' },
  { name: 'keys', label: 'Keys, tokens, passwords' },
] as const;

/** What is taken out of the texts before they are sent. The preview shows what is left. */
export function RedactionSection({
  draft: { configuration },
  change,
}: {
  draft: JudgeDraft;
  change: (part: Partial<JudgeDraft>) => void;
}) {
  const { redaction } = configuration;
  const set = (part: Partial<typeof redaction>): void =>
    change({ configuration: { ...configuration, redaction: { ...redaction, ...part } } });
  return (
    <SetupSection title="Redaction">
      <div className="field-row">
        {KINDS.map(({ name, label }) => (
          <CheckBox key={name} checked={redaction[name]} onChange={(checked) => set({ [name]: checked })}>
            {label}
          </CheckBox>
        ))}
      </div>
      <TextField
        label="Own patterns, one a line"
        lines={2}
        mono
        value={redaction.patterns.join('\n')}
        placeholder="\b\d{4}-\d{6}\b"
        hint="Regular expressions in RE2’s syntax. Each match is replaced before the text is sent; the preview shows it."
        onChange={(value) => set({ patterns: value === '' ? [] : value.split('\n') })}
      />
    </SetupSection>
  );
}
