import { DEFAULT_TEMPLATE, PLACEHOLDERS, leftOut, templateProblem } from '@core/model/judge-template';
import { Button } from '../../../shared/ui/Button';
import { TextField } from '../../../shared/ui/TextField';

const HINT = `Placeholders: ${PLACEHOLDERS.map((name) => `{{${name}}}`).join(', ')}. Each is filled once, with texts between marks of their own, so that a placeholder inside an output stays text. What every judge is told besides stands under System in the preview.`;

/** The frame of the prompt; the preview beside it shows what comes of it. */
export function TemplateField({
  template,
  onChange,
}: {
  /** Null: the default one. */
  template: string | null;
  onChange: (template: string | null) => void;
}) {
  const text = template ?? DEFAULT_TEMPLATE;
  const problem = templateProblem(text);
  const without = leftOut(text);
  return (
    <>
      <TextField
        label="Template of the prompt"
        lines={14}
        mono
        value={text}
        hint={HINT}
        problem={problem}
        onChange={(value) => onChange(value === DEFAULT_TEMPLATE ? null : value)}
      />
      {problem === null && without.length > 0 && (
        <p className="caution">Not shown to the judge: {without.map((name) => `{{${name}}}`).join(', ')}.</p>
      )}
      {template !== null && (
        <div className="button-row">
          <Button kind="quiet" onPress={() => onChange(null)}>
            Back to the default template
          </Button>
        </div>
      )}
    </>
  );
}
