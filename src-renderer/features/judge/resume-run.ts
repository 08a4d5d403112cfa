import { useJudgeJob } from '../../shared/judge-job';
import { draftOf, requestOf } from '../../shared/judge/draft';

/** Starts the run as it is set up: what the journal has is not asked again, so this is also how one goes on. */
export function resumeRun(workspace: string): void {
  const request = requestOf(draftOf(workspace));
  if (request !== null) useJudgeJob.getState().start(workspace, request);
}
