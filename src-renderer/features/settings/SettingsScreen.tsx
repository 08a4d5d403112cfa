import { JudgeProvidersSection } from '../../shared/judge/JudgeProvidersSection';
import { ModelsSection } from './ModelsSection';
import './settings.css';

/** What holds for every workspace, one section a subject. */
export function SettingsScreen({ workspace }: { workspace: string | null }) {
  return (
    <div className="screen settings">
      <h1>Settings</h1>
      <ModelsSection workspace={workspace} />
      <JudgeProvidersSection />
    </div>
  );
}
