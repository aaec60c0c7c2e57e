'use strict';
const html = document.documentElement;
const mark = (elements, name, test) => { for (const e of elements) e.classList.toggle(name, !!test(e)); };
const parts = [...html.querySelectorAll('.trace')].map(part);

// One run: the step that is shown, and what is seen of the graph.
function part(root) {
  const all = s => [...root.querySelectorAll(s)], one = s => root.querySelector(s), on = (s, event, f) => one(s).addEventListener(event, f);
  const items = all('.steps > li'), end = items.length - 1, timed = all('[data-from]'), graphs = all('.graph');
  const stage = one('.stage'), guess = one('.guess'), input = one('.guess input'), verdict = one('.verdict');
  const graph = () => graphs.find(g => !g.hasAttribute('hidden')), nodes = () => [...graph().querySelectorAll('[data-node]')];
  const size = side => +graph().getAttribute(side);
  const middle = (at, seen, whole) => seen > whole ? (whole - seen) / 2 : Math.max(0, Math.min(at - seen / 2, whole - seen));
  const holds = (e, n) => e.dataset.node === n || (e.dataset.members || '').split(' ').includes(n);
  let step = 0, timer = 0, quiz = false, asking = false, least, touched, box;

  // Shows a step; a quiz asks first what the step adds.
  function show(k, ask) {
    step = Math.max(0, Math.min(end, k));
    const item = items[step], now = item.dataset, back = now.c;
    asking = ask && now.answer;
    const known = asking ? step - 1 : step, going = step > 0 && step < end;
    mark(timed, 'later', e => known < e.dataset.from || known >= (e.dataset.until || Infinity));
    mark(all('[data-done]'), 'done', e => known >= e.dataset.done);
    mark(items, 'current', e => e === item);
    mark([item], 'asking', () => asking);
    mark([root], 'going-back', () => back);
    mark(all('.node'), 'now-at', e => going && holds(e, now.node));
    mark(all('.edge'), 'now-on', e => back ? e.dataset.c.split(' ').includes(back) : going && e.dataset.to === now.node);
    mark([guess], 'open', () => asking);
    verdict.className = 'verdict';
    one('.scrub').value = step;
    one('.count').textContent = step + ' / ' + end;
    one('.say').textContent = asking ? guess.querySelector('label').innerText : now.say || item.innerText;
    mark(all('.why'), 'current', e => e.dataset.op === now.op && !asking);
    about(now.to || now.node, !!now.to);
    follow(now.node);
    if (asking) {
      input.value = '';
      input.focus();
    }
    tell('#' + (parts.length > 1 ? parts.indexOf(self) + 1 + '.' : '') + 'step=' + step);
  }

  function about(n, chosen = true) {
    mark(all('[data-about]'), 'current', e => e.dataset.about === n);
    mark(all('[data-row]'), 'current', e => e.dataset.row === n);
    mark(all('.node'), 'selected', e => chosen && e.dataset.node === n);
  }

  function next() {
    if (step < end && !asking) show(step + 1, quiz);
    if (step === end || asking) stop();
  }

  function stop() {
    timer = clearInterval(timer);
    one('.play').ariaPressed = false;
  }

  function play() {
    if (timer) return stop();
    if (step === end) show(0);
    timer = setInterval(next, 1800 / one('.speed').value);
    one('.play').ariaPressed = true;
    next();
  }

  // What is seen of the picture is its viewBox.
  function look() {
    graph().setAttribute('viewBox', [box.x, box.y, box.w, box.h].join(' '));
  }

  // All of it, or, at first, its beginning at a scale at which texts can be read.
  function fit(smallest = 0.76) {
    least = smallest;
    const w = size('width'), h = size('height'), { clientWidth, clientHeight } = stage;
    const scale = Math.max(Math.min(clientWidth / w, clientHeight / h, 1.7), least) || 1;
    box = { w: clientWidth / scale, h: clientHeight / scale };
    box.x = middle(0, box.w, w);
    box.y = middle(0, box.h, h);
    touched = false;
    look();
  }

  function zoom(factor, x = box.x + box.w / 2, y = box.y + box.h / 2) {
    box = { x: x - (x - box.x) * factor, y: y - (y - box.y) * factor, w: box.w * factor, h: box.h * factor };
    touched = true;
    look();
  }

  // Moves the picture if the node is not seen.
  function follow(n) {
    const node = nodes().find(e => holds(e, n));
    if (!node) return;
    const b = node.getBBox(), x = b.x + b.width / 2, y = b.y + b.height / 2, edge = 30;
    if (x < box.x + edge || x > box.x + box.w - edge) box.x = middle(x, box.w, size('width'));
    if (y < box.y + edge || y > box.y + box.h - edge) box.y = middle(y, box.h, size('height'));
    look();
  }

  function open(view) {
    for (const g of graphs) g.toggleAttribute('hidden', g.dataset.view !== view);
    for (const b of all('.fold')) b.ariaPressed = b.dataset.open === view;
    search(one('.search').value);
    fit();
    follow(items[step].dataset.node);
  }

  // A node tells about itself; a folded group opens.
  function choose(node) {
    const { node: n, members } = node.dataset;
    const inside = members && graphs.find(g => g.querySelector(`[data-node="${n}"]:not([data-members])`));
    about(n);
    if (inside) {
      open(inside.dataset.view);
      nodes().find(e => e.dataset.node === n).focus();
    }
  }

  function search(text) {
    const words = text.trim().toLowerCase(), hit = e => words && (e.ariaLabel + e.textContent).toLowerCase().includes(words);
    const hits = nodes().filter(hit);
    mark([stage], 'searching', () => words);
    mark(nodes(), 'hit', hit);
    one('.found').textContent = words && hits.length;
    return hits;
  }

  const numbers = t => (t.replace(/[−–]/g, '-').match(/[-+]?[\d.]+(e[-+]?\d+)?|nan|-?inf/gi) || []).map(t => +t.replace('inf', 'Infinity'));
  on('.guess', 'submit', e => {
    e.preventDefault();
    const given = numbers(input.value), right = numbers(items[step].dataset.answer);
    // Shapes are exact.
    const near = items[step].dataset.answer[0] === '(' ? 0 : 0.005;
    const agrees = (r, i) => Object.is(given[i], r) || isFinite(r) && Math.abs(given[i] - r) <= near * Math.abs(r);
    const good = given.length === right.length && right.every(agrees);
    if (good) reveal();
    verdict.className = 'verdict ' + (good ? 'right' : 'wrong');
    if (good) guess.classList.add('open');
  });
  function reveal() {
    show(step);
    one('.next').focus();
  }
  on('.reveal', 'click', reveal);

  function toggleQuiz() {
    quiz = !quiz;
    one('.quiz').ariaPressed = quiz;
    show(step, quiz);
  }
  function tab() {
    one('.tab').ariaPressed = root.classList.toggle('taping');
  }
  const press = {
    first: () => show(0), back: () => show(step - 1), next, last: () => show(end), in: () => zoom(0.8), out: () => zoom(1.25),
    fit: () => fit(0), quiz: toggleQuiz, tab
  };
  for (const name in press) on('.' + name, 'click', () => { stop(); press[name](); });
  on('.play', 'click', play);
  on('.scrub', 'input', e => { stop(); show(+e.target.value); });
  on('.speed', 'change', () => { if (timer) { stop(); play(); } });
  let found = 0;
  on('.search', 'input', e => { found = 0; search(e.target.value); });
  on('.search', 'keydown', e => {
    if (e.key === 'Escape') search(e.target.value = '');
    const hits = search(e.target.value);
    if (e.key === 'Enter' && hits.length) {
      const { node } = hits[found++ % hits.length].dataset;
      about(node);
      follow(node);
    }
  });
  for (const b of all('.fold')) b.onclick = () => open(b.dataset.open);

  // Dragging, pinching and the wheel.
  const point = e => {
    const r = graph().getBoundingClientRect();
    return [box.x + (e.clientX - r.left) / r.width * box.w, box.y + (e.clientY - r.top) / r.height * box.h];
  };
  const fingers = new Map();
  let moved = 0;
  on('.stage', 'pointerdown', e => { if (!e.button) fingers.set(e.pointerId, e); moved = 0; });
  on('.stage', 'pointermove', e => {
    const last = fingers.get(e.pointerId);
    if (!last) return;
    const other = [...fingers.values()].find(f => f !== last);
    fingers.set(e.pointerId, e);
    moved += Math.abs(e.clientX - last.clientX) + Math.abs(e.clientY - last.clientY);
    if (other) {
      const distance = f => Math.hypot(f.clientX - other.clientX, f.clientY - other.clientY);
      zoom(distance(last) / distance(e), ...point(other));
    } else if (moved > 4) {
      stage.setPointerCapture(e.pointerId);
      const [x0, y0] = point(last), [x1, y1] = point(e);
      box.x += x0 - x1;
      box.y += y0 - y1;
      touched = true;
      look();
    }
  });
  for (const ending of ['pointerup', 'pointercancel', 'pointerleave']) on('.stage', ending, e => fingers.delete(e.pointerId));
  on('.stage', 'click', e => {
    const node = e.target.closest('[data-node]');
    if (node && moved <= 4) choose(node);
    moved = 0;
  });
  stage.addEventListener('wheel', e => {
    // In a lesson the wheel scrolls the page.
    if (!e.ctrlKey && html.querySelector('.lesson')) return;
    e.preventDefault();
    zoom(Math.exp(e.deltaY / 500), ...point(e));
  }, { passive: false });
  on('.stage', 'focusin', e => follow(e.target.dataset.node));
  new ResizeObserver(() => {
    if (!touched) fit(least);
    follow(items[step].dataset.node);
  }).observe(stage);

  const keys = {
    ArrowRight: next, ArrowLeft: press.back, Home: press.first, End: press.last, '/': () => one('.search').focus(), q: toggleQuiz, t: tab,
    '+': press.in, '-': press.out, 0: press.fit
  };
  function key(e) {
    const node = e.target.closest('.node');
    if (node && (e.key === 'Enter' || e.key === ' ')) choose(node);
    else if (e.key === ' ' && !e.target.closest('button, summary')) play();
    else if (keys[e.key]) {
      stop();
      keys[e.key]();
    } else return;
    e.preventDefault();
  }
  const self = { root, show, key, fit };
  return self;
}

// A frame or a browser in a hurry may refuse.
function tell(hash) {
  try { history.replaceState(null, '', hash); } catch { }
}

// The other language, in what is read out too.
function turn() {
  html.lang = html.lang === 'en' ? 'ja' : 'en';
  for (const e of html.querySelectorAll('[data-other]')) [e.ariaLabel, e.dataset.other] = [e.dataset.other, e.ariaLabel];
}

function link() {
  const [, which, step] = location.hash.match(/^#(?:(\d+)\.)?step=(\d+)$/) || [];
  const at = step && parts[(which || 1) - 1];
  if (!at) return;
  at.show(+step);
  if (which) at.root.scrollIntoView();
}

document.body.classList.add('scripted');
html.querySelector('.language').onclick = turn;
document.addEventListener('keydown', e => {
  if (e.ctrlKey || e.metaKey || e.altKey || e.target.closest('input, select')) return;
  if (e.key === 'l') turn();
  else (parts.find(p => p.root.contains(e.target)) || parts.length < 2 && parts[0])?.key?.(e);
});
addEventListener('hashchange', link);
{
  const { hash } = location;
  for (const p of parts) {
    p.fit();
    p.show(0);
  }
  tell(hash || '#');
  link();
}
