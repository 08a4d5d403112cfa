import { app, cancellable } from './app.mjs';
import { handlers } from './handlers.mjs';
import { pageFetch } from './protocol.mjs';
import { answers, record } from './record.mjs';
import { crashUtilityProcesses } from './utility-process.mjs';

const firstWindow = () => [...app.windows][0];

/** What a test can do to the running app: each takes one argument and answers plain data. */
const operations = {
  state: () => JSON.parse(JSON.stringify(record)),

  async fetch({ url, ...init }) {
    const response = await pageFetch(url, init);
    const headers = Object.fromEntries(response.headers);
    return { status: response.status, headers, body: await response.text() };
  },

  /** A request to an engine that has just crashed, before the shell could notice. */
  fetchWhileCrashing({ url }) {
    crashUtilityProcesses();
    return operations.fetch({ url });
  },

  async invoke({ channel, message, frame }) {
    const senderFrame = frame && { url: frame.url, parent: frame.top ? null : { url: frame.url } };
    return { result: await handlers.ipc.get(channel)({ senderFrame }, message) };
  },

  navigate({ event, url }) {
    const details = cancellable({ url });
    firstWindow().webContents.emit(event, details);
    return { prevented: details.defaultPrevented };
  },

  windowOpen: ({ url }) => firstWindow().webContents.windowOpenHandler({ url }),

  permission({ permission }) {
    let requested = null;
    handlers.permissionRequest(null, permission, (granted) => (requested = granted));
    return { checked: handlers.permissionCheck(null, permission), requested, device: handlers.device({}) };
  },

  secondInstance: ({ data }) => void app.emit('second-instance', cancellable(), [], '/', data),
  openFile: ({ path }) => void app.emit('open-file', cancellable(), path),
  setBounds: (bounds) => void firstWindow().setBounds(bounds),
  answer: (given) => void Object.assign(answers, given),
  clickMenu: ({ menu, item }) =>
    void record.menu
      .find(({ label }) => label === menu)
      .submenu.find(({ label }) => label === item)
      .click(),
  quit: () => void setImmediate(() => app.quit()),
};

/** Obeys the parent process, if there is one. */
export function listen() {
  process.on('message', async ({ id, operation, argument }) => {
    try {
      process.send({ id, result: (await operations[operation](argument)) ?? null });
    } catch (error) {
      process.send({ id, error: String(error) });
    }
  });
}
