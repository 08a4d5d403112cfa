import { ArrowLeftRight, ChevronLeft, ChevronRight } from 'lucide-react';
import { useState } from 'react';
import type { EstimateRequest } from '@core/model/api/judge';
import { formatCount } from '@core/model/format';
import type { JudgeOrder } from '@core/model/judge';
import { visibleText } from '@core/model/visible-text';
import { usePromptPreview } from '../../../shared/api/judge-queries';
import { toProblem } from '../../../shared/api/problem';
import { Button } from '../../../shared/ui/Button';
import { IconButton } from '../../../shared/ui/IconButton';
import { Panel } from '../../../shared/ui/Panel';
import { ProblemPanel } from '../../../shared/ui/ProblemPanel';
import { ORDER_WORDS } from '../words';

/** The very prompt that would be sent, on real pairs; nothing is sent to make it. */
export function PromptPreviewPanel({
  workspace,
  request,
  pairs,
  missing,
}: {
  workspace: string;
  request: EstimateRequest | null;
  pairs: readonly string[];
  /** What to do where there is no request yet. */
  missing: string;
}) {
  const [index, setIndex] = useState(0);
  const [order, setOrder] = useState<JudgeOrder>('prod-first');
  const pair = pairs[index];
  const { data, error } = usePromptPreview(
    workspace,
    request === null ? null : { ...request, order, ...(pair !== undefined && { pair }) },
  );
  const step = (by: number): void => setIndex((index + by + pairs.length) % Math.max(1, pairs.length));
  return (
    <Panel
      title="Prompt"
      note={
        request && data && `as it would be sent · ${formatCount(data.tokens)} tokens · ${data.promptHash}`
      }
      className="prompt-panel"
    >
      <div className="button-row">
        <IconButton icon={ChevronLeft} label="Another pair, back" onPress={() => step(-1)} />
        <IconButton icon={ChevronRight} label="Another pair" onPress={() => step(1)} />
        <Button onPress={() => setOrder(order === 'prod-first' ? 'shadow-first' : 'prod-first')}>
          <ArrowLeftRight className="icon" aria-hidden />
          {ORDER_WORDS[order]}
        </Button>
        <span className="mono clip faint">{data?.pair ?? pair ?? ''}</span>
      </div>
      {request === null && (
        <p className="faint">{missing} Then the prompt stands here as it would be sent.</p>
      )}
      {Boolean(error) && <ProblemPanel problem={toProblem(error)} />}
      {data && request !== null && (
        <>
          {data.redacted.length > 0 && (
            <p className="caution">
              Redacted here:{' '}
              {data.redacted.map(({ kind, count }) => `${kind} ${formatCount(count)}`).join(', ')}
            </p>
          )}
          <PromptText name="System" text={data.system} />
          <PromptText name="User" text={data.user} />
          {data.schema !== null && (
            <details className="setup-more">
              <summary>Schema of the answer</summary>
              <PromptText name="Schema" text={JSON.stringify(data.schema, null, 2)} />
            </details>
          )}
        </>
      )}
    </Panel>
  );
}

function PromptText({ name, text }: { name: string; text: string }) {
  return (
    <figure>
      <figcaption className="field-label">{name}</figcaption>
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- it scrolls, so keys must reach it */}
      <pre className="prompt-text" tabIndex={0} aria-label={name === 'Schema' ? name : `${name} prompt`}>
        {visibleText(text)}
      </pre>
    </figure>
  );
}
