import { FolderPlus } from 'lucide-react';
import { useMutation } from '@tanstack/react-query';
import { removeModel, selectModel } from '../../shared/api/models-client';
import { refreshModels, useModels } from '../../shared/api/models-queries';
import { type Problem, toProblem } from '../../shared/api/problem';
import { useDownloadJob } from '../../shared/download-job';
import { pickModelFolder } from '../../shared/pick-model-folder';
import { Button } from '../../shared/ui/Button';
import { Panel } from '../../shared/ui/Panel';
import { ProblemPanel } from '../../shared/ui/ProblemPanel';
import { Skeleton } from '../../shared/ui/Skeleton';
import { MeasuredEncoders } from './MeasuredEncoders';
import { ModelRow } from './ModelRow';

/** The encoders that can measure similarity: which are here, which to download, which one is used. */
export function ModelsSection({ workspace }: { workspace: string | null }) {
  const { data, error, isPending } = useModels();
  const select = useMutation({ mutationFn: selectModel, onSettled: refreshModels });
  const remove = useMutation({ mutationFn: removeModel, onSettled: refreshModels });
  const add = useMutation({ mutationFn: pickModelFolder, onSettled: refreshModels });
  const download = useDownloadJob((state) => state.job);
  const problem = firstProblem(error, select.error, remove.error, add.error);
  return (
    <Panel title="Models for similarity" note="run on this machine; nothing of your logs leaves it">
      {isPending && <Skeleton label="Looking for models" heights={[28, 28, 28, 28]} />}
      {problem && <ProblemPanel problem={problem} />}
      {download?.status === 'failed' && (
        <ProblemPanel
          problem={download.problem}
          actions={
            <>
              <Button onPress={() => useDownloadJob.getState().start({ model: download.model })}>
                Try again
              </Button>
              <Button onPress={() => useDownloadJob.getState().dismiss()}>Dismiss</Button>
            </>
          }
        />
      )}
      {data && (
        <>
          <table className="models" aria-label="Models for similarity">
            <thead>
              <tr>
                <th scope="col">Measure with</th>
                <th scope="col">Languages</th>
                <th scope="col">Licence</th>
                <th scope="col" className="num">
                  Dimensions
                </th>
                <th scope="col" className="num">
                  Window
                </th>
                <th scope="col" className="num">
                  Size
                </th>
                <th scope="col">State</th>
                <th scope="col">
                  <span className="visually-hidden">Actions</span>
                </th>
              </tr>
            </thead>
            <tbody>
              {data.models.map((model) => (
                <ModelRow
                  key={model.id}
                  model={model}
                  selected={model.id === (select.isPending ? select.variables : data.selected)}
                  onSelect={() => select.mutate(model.id)}
                  onRemove={() => remove.mutate(model.id)}
                />
              ))}
            </tbody>
          </table>
          <AddFolder folder={data.folder} onAdd={() => add.mutate()} />
        </>
      )}
      <MeasuredEncoders workspace={workspace} models={data ?? null} />
    </Panel>
  );
}

/** In Electron a folder is chosen in the system's dialog; a page in a browser must not name paths. */
function AddFolder({ folder, onAdd }: { folder: string; onAdd: () => void }) {
  return (
    <div className="models-add">
      {window.gnomon && (
        <Button onPress={onAdd}>
          <FolderPlus className="icon" aria-hidden />
          Add a model folder…
        </Button>
      )}
      <p className="faint small">
        Any encoder in the layout of transformers.js (config.json, tokenizer.json, tokenizer_config.json,
        onnx/model.onnx) can be used. Copy its folder to <code>{folder}</code>, or run{' '}
        <code>gnomon models --add FOLDER</code>; it then appears here.
      </p>
    </div>
  );
}

function firstProblem(...errors: readonly unknown[]): Problem | null {
  const error = errors.find((candidate) => candidate !== null && candidate !== undefined);
  return error === undefined ? null : toProblem(error);
}
