/** The data of each event of a finished event stream (WHATWG server-sent events); comments and other fields go. */
export function sseData(body: string): string[] {
  const events: string[] = [];
  let data: string[] = [];
  for (const line of body.split(/\r\n|\n|\r/)) {
    if (line === '') {
      if (data.length > 0) events.push(data.join('\n'));
      data = [];
    } else if (line.startsWith('data:')) data.push(line.slice(line.charAt(5) === ' ' ? 6 : 5));
  }
  // A stream that breaks off before the blank line has not sent the event; what it says counts all the same.
  if (data.length > 0) events.push(data.join('\n'));
  return events;
}
