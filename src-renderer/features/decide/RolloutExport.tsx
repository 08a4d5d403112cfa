import { Check, Copy, Download } from 'lucide-react';
import { useState } from 'react';
import { rolloutFile } from '@core/decision/rollout-file';
import type { GrowingBoard } from '@core/model/board';
import type { RolloutFormat } from '@core/model/rollout';
import { visibleText } from '@core/model/visible-text';
import { download } from '../../shared/save-report';
import { Button } from '../../shared/ui/Button';
import { RadioChoice } from '../../shared/ui/RadioChoice';
import { TextField } from '../../shared/ui/TextField';
import { useCopied } from '../../shared/ui/use-copied';
import { CLUSTER_FIELDS, checkNames, keepNames, keptNames } from './cluster-names';

const FORMATS: readonly { value: RolloutFormat; label: string; file: string }[] = [
  { value: 'argo', label: 'Argo Rollouts', file: 'rollout-argo.yaml' },
  { value: 'flagger', label: 'Flagger', file: 'rollout-flagger.yaml' },
  { value: 'md', label: 'Markdown', file: 'rollout.md' },
];

/** The ladder as a file for a cluster or for people, with what the cluster calls things, shown as it will be written. */
export function RolloutExport({ board: { rollout, evidence, planState } }: { board: GrowingBoard }) {
  const [format, setFormat] = useState<RolloutFormat>('argo');
  const [typed, setTyped] = useState(keptNames);
  const [copied, copy] = useCopied();
  const { names, problems } = checkNames(typed);
  const text = names && rolloutFile({ rollout, evidence, plan: planState.plan }, format, names);
  const file = FORMATS.find(({ value }) => value === format)?.file ?? 'rollout';
  return (
    <div className="rollout-export decide-after">
      <h3>For your cluster</h3>
      <RadioChoice label="Format" value={format} options={FORMATS} onChange={setFormat} />
      {format !== 'md' && (
        <div className="cluster-fields">
          {CLUSTER_FIELDS.map(({ id, label, hint }) => (
            <TextField
              key={id}
              label={label}
              hint={hint}
              mono
              value={typed[id]}
              problem={problems[id] ?? null}
              onChange={(value) => {
                const next = { ...typed, [id]: value };
                setTyped(next);
                keepNames(next);
              }}
            />
          ))}
        </div>
      )}
      {text === null ? (
        <p className="evidence-caution" role="status">
          The file can be written once every field fits.
        </p>
      ) : (
        <>
          <div className="button-row">
            <Button
              onPress={() => download(new Blob([text], { type: 'text/plain' }), file)}
              aria-label={`Download ${file}`}
            >
              <Download className="icon" aria-hidden />
              {file}
            </Button>
            <Button kind="quiet" onPress={() => copy(text)}>
              {copied ? <Check className="icon" aria-hidden /> : <Copy className="icon" aria-hidden />}
              {copied ? 'Copied' : 'Copy'}
            </Button>
          </div>
          <textarea
            className="rollout-preview mono"
            readOnly
            rows={16}
            spellCheck={false}
            wrap="off"
            aria-label={`Contents of ${file}`}
            value={visibleText(text)}
          />
        </>
      )}
    </div>
  );
}
