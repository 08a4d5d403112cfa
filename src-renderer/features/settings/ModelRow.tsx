import { useState } from 'react';
import type { ModelEntry } from '@core/model/api/models';
import { formatBytes, formatCount, formatDuration } from '@core/model/format';
import { useDownloadJob } from '../../shared/download-job';
import { Button } from '../../shared/ui/Button';
import { Progress } from '../../shared/ui/Progress';

interface ModelRowProps {
  model: ModelEntry;
  selected: boolean;
  onSelect: () => void;
  onRemove: () => void;
}

/** One encoder; a download is asked for before anything goes over the network. */
export function ModelRow({ model, selected, onSelect, onRemove }: ModelRowProps) {
  const [asking, setAsking] = useState<'download' | 'remove' | null>(null);
  const job = useDownloadJob((state) => state.job);
  const running = job?.status === 'running' && job.model === model.id ? job : null;
  const ready = model.state === 'ready';
  return (
    <>
      <tr>
        <th scope="row">
          <label className="model-choice">
            <input type="radio" name="model" checked={selected} disabled={!ready} onChange={onSelect} />
            <span>
              <span className={selected ? 'strong' : ''}>{model.label}</span>
              {model.note !== '' && <span className="faint small model-path">{model.note}</span>}
              {model.path !== null && <span className="faint small mono model-path">{model.path}</span>}
            </span>
          </label>
        </th>
        <td className="nowrap">{languages(model.languages)}</td>
        <td className="nowrap">{model.licence ?? <span className="faint">not stated</span>}</td>
        <td className="num">{formatCount(model.dimensions)}</td>
        <td className="num nowrap">{formatCount(model.maxTokens)} tokens</td>
        <td className="num nowrap">{formatBytes(model.size)}</td>
        <td>{running ? 'downloading' : stateOf(model)}</td>
        <td className="num">
          {model.origin === 'catalogue' && !ready && !running && (
            <Button onPress={() => setAsking('download')} isDisabled={job?.status === 'running'}>
              {model.state === 'partial' ? 'Go on…' : 'Download…'}
            </Button>
          )}
          {running && <Button onPress={() => useDownloadJob.getState().cancel()}>Stop</Button>}
          {model.removable && !running && (
            <Button kind="quiet" onPress={() => setAsking('remove')}>
              {model.origin === 'folder' ? 'Forget' : 'Remove…'}
            </Button>
          )}
        </td>
      </tr>
      {running && (
        <tr className="model-note">
          <td colSpan={8}>
            <Progress
              label={`Downloading ${model.label}`}
              share={
                running.progress && running.progress.total > 0
                  ? running.progress.bytes / running.progress.total
                  : null
              }
            />
            <span className="small" role="status">
              {running.progress === null
                ? 'Asking the server'
                : [
                    `${formatBytes(running.progress.bytes)} of ${formatBytes(running.progress.total)}`,
                    running.progress.bytesPerSecond !== null &&
                      `${formatBytes(running.progress.bytesPerSecond)}/s`,
                    running.progress.secondsLeft !== null &&
                      `${formatDuration(running.progress.secondsLeft * 1000)} left`,
                  ]
                    .filter(Boolean)
                    .join(' · ')}
            </span>
          </td>
        </tr>
      )}
      {asking !== null && (
        <tr className="model-note">
          <td colSpan={8}>
            <Question
              text={
                asking === 'download'
                  ? `Download ${model.id} (about ${formatBytes((model.size ?? 0) - model.bytes)}, ${model.licence ?? 'licence not stated'}) from the Hugging Face hub? Nothing of your logs is sent.`
                  : model.origin === 'folder'
                    ? `Forget ${model.label}? Its folder is not touched.`
                    : `Delete ${model.id} (${formatBytes(model.bytes)}) from this computer? Similarities that it measured stay.`
              }
              yes={asking === 'download' ? 'Download' : model.origin === 'folder' ? 'Forget' : 'Delete'}
              onYes={() => {
                setAsking(null);
                if (asking === 'download') useDownloadJob.getState().start({ model: model.id });
                else onRemove();
              }}
              onNo={() => setAsking(null)}
            />
          </td>
        </tr>
      )}
      {model.problem && (
        <tr className="model-note">
          <td colSpan={8} className="small">
            {model.problem.message} <span className="faint">{model.problem.remedy}</span>
          </td>
        </tr>
      )}
    </>
  );
}

function Question({
  text,
  yes,
  onYes,
  onNo,
}: {
  text: string;
  yes: string;
  onYes: () => void;
  onNo: () => void;
}) {
  return (
    <div className="model-question" role="group" aria-label={text}>
      <span>{text}</span>
      <Button kind="primary" onPress={onYes}>
        {yes}
      </Button>
      <Button onPress={onNo}>Cancel</Button>
    </div>
  );
}

function stateOf({ state, origin, bytes, size }: ModelEntry): string {
  switch (state) {
    case 'ready':
      return origin === 'bundled' ? 'bundled' : origin === 'folder' ? 'in a folder' : 'downloaded';
    case 'partial':
      return `${formatBytes(bytes)} of about ${formatBytes(size)} here`;
    case 'absent':
      return 'not downloaded';
    case 'missing':
      return 'can not be used';
  }
}

function languages(codes: readonly string[]): string {
  if (codes.length === 0) return 'not stated';
  const names = new Intl.DisplayNames('en', { type: 'language' });
  return codes.map((code) => (code === 'mul' ? 'many' : (names.of(code) ?? code))).join(', ');
}
