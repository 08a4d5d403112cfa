/** What dragging does on the map. */
export type Tool = 'pan' | 'rectangle' | 'lasso';
