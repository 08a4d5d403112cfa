import { KeyRound } from 'lucide-react';
import { useState } from 'react';
import type { JudgeProviderState } from '@core/model/api/judge';
import { putSecret } from '../api/judge-client';
import { refreshJudgeSettings } from '../api/judge-queries';
import { type Problem, toProblem } from '../api/problem';
import { Button } from '../ui/Button';
import { ProblemPanel } from '../ui/ProblemPanel';
import { TextField } from '../ui/TextField';
import './providers.css';

const KEPT: Readonly<Record<NonNullable<JudgeProviderState['key']>, string>> = {
  environment: 'from the environment',
  'os-keychain': 'kept by the system’s key store',
  file: 'kept in a file that only you can read',
};

/** Whether a provider's key is set; it can be set and removed here, but never read. */
export function ProviderKey({
  provider,
  baseUrl,
  inTable = false,
}: {
  provider: JudgeProviderState;
  baseUrl: string | null;
  /** A column's header says what it is. */
  inTable?: boolean;
}) {
  const [typed, setTyped] = useState<string | null>(null);
  const [problem, setProblem] = useState<Problem | null>(null);
  const save = async (secret: string | null): Promise<void> => {
    try {
      await putSecret({ provider: provider.provider, baseUrl, secret });
      setTyped(null);
      setProblem(null);
      await refreshJudgeSettings();
    } catch (error) {
      setProblem(toProblem(error));
    }
  };
  return (
    <div className="field provider-key">
      {!inTable && <span className="field-label">API key</span>}
      <div className="button-row">
        <KeyRound className="icon faint" aria-hidden />
        <span>{statusOf(provider)}</span>
        {typed === null && (
          <Button onPress={() => setTyped('')}>{provider.key === null ? 'Set a key…' : 'Replace…'}</Button>
        )}
        {typed === null && (provider.key === 'file' || provider.key === 'os-keychain') && (
          <Button kind="quiet" onPress={() => void save(null)}>
            Remove
          </Button>
        )}
      </div>
      {typed !== null && (
        <div className="provider-key-form">
          <TextField
            label={`API key of ${provider.label}`}
            type="password"
            value={typed}
            onChange={setTyped}
            hint="It goes to Gnomon on this machine and is only ever sent to the address that it was given for. It can’t be shown again."
          />
          <div className="button-row">
            <Button kind="primary" isDisabled={typed.trim() === ''} onPress={() => void save(typed.trim())}>
              Save key
            </Button>
            <Button kind="quiet" onPress={() => setTyped(null)}>
              Cancel
            </Button>
          </div>
        </div>
      )}
      {problem && <ProblemPanel problem={problem} />}
    </div>
  );
}

function statusOf({ key, needsKey, environmentVariable }: JudgeProviderState): string {
  if (key !== null) {
    const where =
      key === 'environment' && environmentVariable !== null
        ? `${KEPT[key]} (${environmentVariable})`
        : KEPT[key];
    return `set, ${where}`;
  }
  return needsKey ? 'not set' : 'not set; most local servers need none';
}
