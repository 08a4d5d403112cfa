/** All that the app under test did to the fake, as plain data for the test that watches it. */
export const record = {
  sandboxed: false,
  schemes: [],
  /** Channels of ipcMain.handle. */
  doors: [],
  windows: [],
  menu: [],
  dialogs: [],
  openedExternally: [],
  sent: [],
  engineStarts: 0,
  enginesRunning: 0,
  /** Pages printed to PDF, with the options that they were printed with. */
  printed: [],
};

/** What the user answers to the next dialogs. */
export const answers = { openFiles: [], button: 1 };
