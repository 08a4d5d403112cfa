import { Component, type ReactNode } from 'react';
import { type Problem, toProblem } from '../shared/api/problem';
import { Button } from '../shared/ui/Button';
import { ProblemPanel } from '../shared/ui/ProblemPanel';

/** Keeps a defect of one screen from taking the frame with it. */
export class ErrorBoundary extends Component<{ children: ReactNode }, { problem: Problem | null }> {
  override state: { problem: Problem | null } = { problem: null };

  static getDerivedStateFromError(error: unknown): { problem: Problem } {
    return { problem: toProblem(error) };
  }

  override render(): ReactNode {
    if (this.state.problem === null) return this.props.children;
    return (
      <div className="screen">
        <ProblemPanel
          problem={this.state.problem}
          actions={
            <Button kind="primary" onPress={() => this.setState({ problem: null })}>
              Show the screen again
            </Button>
          }
        />
      </div>
    );
  }
}
