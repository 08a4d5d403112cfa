/** What the shell tells the engine's process at its start, together with the port for requests. */
export interface EngineOptions {
  /** Absolute paths of the logs named on the command line. */
  logs: string[];
  /** Absolute path of the folder with the page's built files. */
  rendererDir: string;
  /** Absolute path of the bundled example log. */
  exampleLog: string;
}
