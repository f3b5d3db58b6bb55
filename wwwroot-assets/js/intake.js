// Images on their way from this browser into a project. Files go piece by piece over plain HTTP, so that thousands of
// them, and archives of gigabytes, neither fill the memory nor wait for the page's own connection.
(() => {
  const pieceLength = 8 << 20;
  const lanes = 4;
  const smallLength = 1 << 20;   // files up to here travel together
  const loadLength = 4 << 20;
  const loadCount = 100;
  const tries = 6;
  const images = /\.(jpe?g|jpe|jfif|png|bmp|dib|gif|webp|tiff?|avif|heic|heif)$/i;
  const archive = /\.zip$/i;
  const previewsShown = 14;

  let chosen = [];          // { path, file }
  let table = null;
  let sending = 0;
  let previews = [];

  const hidden = path => path.split('/').some(part => part.startsWith('.') || part === '__MACOSX');
  const leave = event => { if (sending > 0) event.preventDefault(); };
  addEventListener('beforeunload', leave);

  // ---- choosing

  async function dropped(items) {
    const entries = [...items].map(item => item.webkitGetAsEntry?.()).filter(entry => entry);
    const found = [];
    const walk = async (entry, path) => {
      if (entry.isFile) {
        found.push({ path: path + entry.name, file: await new Promise((done, fail) => entry.file(done, fail)) });
        return;
      }
      const reader = entry.createReader();
      for (;;) { // a reader gives at most a hundred at a time
        const some = await new Promise((done, fail) => reader.readEntries(done, fail));
        if (some.length === 0) return;
        for (const child of some) await walk(child, path + entry.name + '/');
      }
    };
    for (const entry of entries) await walk(entry, '');
    return found;
  }

  function add(found) {
    const known = new Set(chosen.map(c => c.path));
    for (const one of found)
      if (!hidden(one.path) && (images.test(one.path) || archive.test(one.path)) && !known.has(one.path)) chosen.push(one);
    chosen.sort((a, b) => a.path < b.path ? -1 : a.path > b.path ? 1 : 0);
    return found.filter(one => !hidden(one.path) && !images.test(one.path) && !archive.test(one.path)).length;
  }

  // A folder that holds everything says nothing: knots/sound/1.jpg is sound/1.jpg, as a table beside it would call it.
  function relative(paths, subfolders) {
    const first = paths[0]?.split('/')[0];
    const together = paths.length > 0 && paths.every(path => path.startsWith(first + '/'));
    if (!together || (subfolders && paths.every(path => path.split('/').length === 2))) return paths;
    return paths.map(path => path.slice(first.length + 1));
  }

  async function names(subfolders) {
    const loose = relative(chosen.filter(c => !archive.test(c.path)).map(c => c.path), subfolders);
    const packed = await Promise.all(chosen.filter(c => archive.test(c.path)).map(c => zipNames(c.file).catch(() => [])));
    return [...loose, ...packed.flat().filter(name => images.test(name) && !hidden(name))];
  }

  // The names in an archive, from the directory at its end; archives of more than 65,535 files are left to the server.
  async function zipNames(file) {
    const tail = new DataView(await file.slice(Math.max(0, file.size - 65557)).arrayBuffer());
    let end = tail.byteLength - 22;
    while (end >= 0 && tail.getUint32(end, true) !== 0x06054b50) end--;
    if (end < 0) return [];
    const length = tail.getUint32(end + 12, true), start = tail.getUint32(end + 16, true);
    if (start === 0xffffffff) return [];
    const directory = new DataView(await file.slice(start, start + length).arrayBuffer());
    const text = new TextDecoder();
    const found = [];
    for (let at = 0; at + 46 <= directory.byteLength && directory.getUint32(at, true) === 0x02014b50;) {
      const name = directory.getUint16(at + 28, true);
      found.push(text.decode(new Uint8Array(directory.buffer, at + 46, name)));
      at += 46 + name + directory.getUint16(at + 30, true) + directory.getUint16(at + 32, true);
    }
    return found;
  }

  function showPreviews(holder) {
    previews.forEach(URL.revokeObjectURL);
    previews = [];
    const shown = chosen.filter(c => /\.(jpe?g|png|gif|webp|bmp|avif)$/i.test(c.path));
    const step = Math.max(1, Math.floor(shown.length / previewsShown));
    holder.replaceChildren(...shown.filter((_, i) => i % step === 0).slice(0, previewsShown).map(c => {
      const picture = document.createElement('img');
      picture.src = URL.createObjectURL(c.file);
      picture.alt = '';
      picture.onerror = () => picture.remove(); // a broken one will be refused with its reason
      previews.push(picture.src);
      return picture;
    }));
  }

  function summary(ignored) {
    return {
      images: chosen.filter(c => !archive.test(c.path)).length,
      archives: chosen.filter(c => archive.test(c.path)).length,
      bytes: chosen.reduce((sum, c) => sum + c.file.size, 0),
      ignored,
      table: table?.name ?? null,
    };
  }

  function attach(root, page) {
    const tell = ignored => {
      showPreviews(root.querySelector('[data-previews]'));
      return page.invokeMethodAsync('FilesChosen', summary(ignored));
    };
    root.addEventListener('dragover', event => { event.preventDefault(); root.classList.add('over'); });
    root.addEventListener('dragleave', event => { if (!root.contains(event.relatedTarget)) root.classList.remove('over'); });
    root.addEventListener('drop', async event => {
      event.preventDefault();
      root.classList.remove('over');
      await tell(add(await dropped(event.dataTransfer.items)));
    });
    root.addEventListener('change', async event => {
      const input = event.target;
      if (!input.matches('input[type=file]')) return;
      const ignored = add([...input.files].map(file => ({ path: file.webkitRelativePath || file.name, file })));
      input.value = '';
      await tell(ignored);
    });
    tell(0);
  }

  function chooseTable(input, page) {
    input.addEventListener('change', () => {
      table = input.files[0] ?? null;
      page.invokeMethodAsync('FilesChosen', summary(0));
    });
  }

  function clear() {
    chosen = [];
    table = null;
  }

  // What images are called up to a folder or a separator, with their numbers: what the classes may be.
  async function groups(separator) {
    const counts = new Map();
    for (const name of await names(!separator)) {
      const parts = name.split('/');
      const stem = parts.at(-1).replace(/\.[^.]*$/, '');
      const end = separator ? stem.indexOf(separator) : -1;
      const group = separator ? (end > 0 ? stem.slice(0, end) : '') : parts.at(-2) ?? '';
      counts.set(group, (counts.get(group) ?? 0) + 1);
    }
    return [...counts].map(([name, count]) => ({ name, count })).sort((a, b) => b.count - a.count).slice(0, 60);
  }

  // ---- sending

  const pause = attempt => new Promise(done => setTimeout(done, Math.min(8000, 250 * 2 ** attempt)));

  async function send(method, address, body) {
    const headers = body instanceof FormData ? {} : { 'Content-Type': 'application/octet-stream' };
    for (let attempt = 0; ; attempt++) {
      const answer = await fetch(address, { method, body, headers }).catch(() => null);
      if (answer?.ok) return;
      const worthATry = !answer || answer.status >= 500;
      if (!worthATry || attempt + 1 >= tries) throw new Error(answer ? (await answer.json().catch(() => null))?.detail ?? answer.statusText : 'The program cannot be reached.');
      await pause(attempt);
    }
  }

  async function sendFile(address, file) {
    for (let offset = 0; offset === 0 || offset < file.size; offset += pieceLength)
      await send('PUT', address + `&offset=${offset}`, file.slice(offset, offset + pieceLength));
  }

  // Thousands of small files would spend their time on the way there and back.
  function* loads(files) {
    let load = [], length = 0;
    for (const one of files) {
      if (one.file.size > smallLength) { yield [one]; continue; }
      load.push(one);
      length += one.file.size;
      if (load.length >= loadCount || length >= loadLength) { yield load; load = []; length = 0; }
    }
    if (load.length > 0) yield load;
  }

  function sendLoad(base, load) {
    if (load.length === 1) return sendFile(`${base}/files?path=${encodeURIComponent(load[0].path)}`, load[0].file);
    const form = new FormData();
    for (const one of load) form.append('file', one.file, encodeURIComponent(one.path));
    return send('POST', `${base}/files`, form);
  }

  async function sendAll(base, files, labels) {
    const queue = loads(files);
    const lane = async () => { for (const load of queue) await sendLoad(base, load); };
    if (labels) await sendFile(`${base}/labels?`, labels);
    await Promise.all(Array.from({ length: lanes }, lane));
    const started = await fetch(`${base}/start`, { method: 'POST' });
    if (!started.ok) throw new Error((await started.json().catch(() => null))?.detail ?? started.statusText);
  }

  // Goes on while the person looks at other pages of the program; the server tells every page how far it is.
  function begin(projectId, importId, subfolders, withTable) {
    const loose = chosen.filter(c => !archive.test(c.path));
    const paths = relative(loose.map(c => c.path), subfolders);
    const files = [...loose.map((c, i) => ({ path: paths[i], file: c.file })), ...chosen.filter(c => archive.test(c.path))];
    const labels = withTable ? table : null;
    clear();
    sending++;
    sendAll(`/api/projects/${projectId}/imports/${importId}`, files, labels)
      .catch(error => fetch(`/api/projects/${projectId}/imports/${importId}/stopped?reason=${encodeURIComponent(error.message)}`, { method: 'POST' }).catch(() => {}))
      .finally(() => sending--);
  }

  window.activelabel = Object.assign(window.activelabel ?? {}, { intake: { attach, chooseTable, clear, groups, begin } });
})();
