// Brings pictures into the text of the instructions: chosen, pasted or dropped, each is sent and its Markdown put where the caret is.

const LARGEST = 10 * 1024 * 1024;

/** @param {HTMLElement} root The editor that the page has rendered. @returns {{close: () => void}} */
export function mount(root) {
  const part = name => root.querySelector(`[data-part="${name}"]`);
  const text = part('text');
  const status = part('status');
  const closing = new AbortController();
  const listen = (element, name, act) => element.addEventListener(name, act, { signal: closing.signal });

  const put = words => {
    text.focus();
    text.setRangeText(words, text.selectionStart, text.selectionEnd, 'end');
    // As though it were typed, so that the page hears of it.
    text.dispatchEvent(new Event('input', { bubbles: true }));
  };

  const send = async file => {
    if (file.size > LARGEST) throw new Error(`${file.name} is larger than 10 MiB: make it smaller first.`);
    const reply = await fetch(`/api/projects/${root.dataset.project}/instructions/pictures`, {
      method: 'POST', headers: { 'Content-Type': file.type }, body: file, signal: closing.signal,
    });
    const answer = await reply.json().catch(() => ({}));
    if (!reply.ok) throw new Error(answer.detail ?? `The server answered ${reply.status}.`);
    return answer.url;
  };

  const take = async files => {
    const pictures = [...files].filter(file => file.type.startsWith('image/'));
    if (pictures.length === 0) return;
    try {
      for (const [index, file] of pictures.entries()) {
        status.textContent = pictures.length === 1 ? 'Putting the picture in…' : `Putting picture ${index + 1} of ${pictures.length} in…`;
        const url = await send(file);
        put(`![${nameOf(file)}](${url})\n`);
      }
      status.textContent = pictures.length === 1 ? 'The picture is in.' : `${pictures.length} pictures are in.`;
    } catch (error) {
      if (!closing.signal.aborted) status.textContent = error instanceof TypeError ? 'No connection: the picture is not in. Try again.' : error.message;
    }
  };

  listen(part('file'), 'change', async event => {
    await take(event.target.files);
    event.target.value = '';
  });
  listen(text, 'paste', event => {
    if (![...event.clipboardData.files].some(file => file.type.startsWith('image/'))) return;
    event.preventDefault();
    take(event.clipboardData.files);
  });
  listen(text, 'dragover', event => { if (event.dataTransfer.types.includes('Files')) event.preventDefault(); });
  listen(text, 'drop', event => {
    if (event.dataTransfer.files.length === 0) return;
    event.preventDefault();
    take(event.dataTransfer.files);
  });

  return { close: () => closing.abort() };
}

/** What the picture shows, for who cannot see it: its file name says it best. */
const nameOf = file => file.name.replace(/\.[^.]*$/, '').replace(/[[\]\\`*_]/g, ' ').trim() || 'picture';
