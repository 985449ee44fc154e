// Sends the form without leaving the page, and fetches what was said meanwhile. ES2018: old phones read it too.
(function () {
  'use strict';
  var form = document.getElementById('say'), talk = document.getElementById('talk');
  var text = document.getElementById('text'), status = document.getElementById('status');
  var busy = false, held = null, composing = false, pause = 20000;
  document.documentElement.classList.add('js');

  function newId() {
    var bytes = new Uint8Array(12);
    crypto.getRandomValues(bytes);
    return Array.prototype.map.call(bytes, function (one) { return ('0' + one.toString(16)).slice(-2); }).join('');
  }
  function tell(words) { status.textContent = words || ''; }
  function add(news) {
    if (news.state === 'gone' && !news.html.length) { location.reload(); return; }
    if (!news.html.length) return;
    var box = document.createElement('div');
    var first = null;
    // What was erased is not left on the screen either.
    if (news.state === 'gone') while (talk.firstChild) talk.firstChild.remove();
    news.html.forEach(function (one) {
      box.innerHTML = one;
      var item = box.firstElementChild, place = item.dataset.place;
      if (talk.querySelector('[data-place="' + place + '"]')) return;
      if (item.querySelector('.presses')) talk.querySelectorAll('.presses').forEach(function (old) { old.remove(); });
      talk.appendChild(item);
      if (!first && item.className === 'bot') first = item;
      form.elements.after.value = place;
    });
    pause = news.state === 'handed_over' ? 2000 : 20000;
    show(first);
    if (news.state === 'gone') { form.hidden = true; document.getElementById('again').hidden = false; }
  }
  // All that is new, above the box; where it is longer than the screen, from its beginning.
  function show(first) {
    var page = document.scrollingElement || document.documentElement;
    page.scrollTop = page.scrollHeight;
    var hidden = first ? document.querySelector('header').offsetHeight + 8 - first.getBoundingClientRect().top : 0;
    if (hidden > 0) page.scrollTop -= hidden;
  }
  function ask() { return fetch('/since/' + (form.elements.after.value || '0.0'), { headers: { Accept: 'application/json' }, credentials: 'same-origin', cache: 'no-store' }); }
  function catchUp() {
    if (busy || document.hidden) return;
    ask().then(function (answer) { return answer.ok ? answer.json() : null; }).then(function (news) { if (news) add(news); }).catch(function () {});
    if (held) send(held);
  }
  function send(data) {
    if (busy) return;
    busy = true; held = data;
    tell(data.get('photo') && data.get('photo').size || data.get('file') && data.get('file').size ? form.dataset.reading : '');
    fetch('/say', { method: 'POST', body: data, headers: { Accept: 'application/json' }, credentials: 'same-origin' }).then(function (answer) {
      busy = false;
      if (answer.ok) { held = null; form.elements.id.value = newId(); return answer.json().then(function (news) { tell(); add(news); }); }
      held = answer.status === 503 || answer.status === 425 || answer.status === 429 ? data : null;
      // A proxy in front says no in its own way.
      return answer.json().then(function (refused) { tell(refused.said); }, function () { tell(form.dataset.trouble); });
    }).catch(function () { busy = false; tell(form.dataset.offline); });
  }
  function gather(tap) {
    var data = new FormData(form);
    if (tap) { data.set('tap', tap); data.delete('photo'); data.delete('file'); data.set('text', ''); }
    else { text.value = ''; form.elements.photo.value = ''; form.elements.file.value = ''; grow(); }
    return data;
  }
  // Inside the tap, as web views want it: first the old way, then the new one.
  function copy(button) {
    var box = document.createElement('textarea'), words = button.textContent, worked = false;
    function done(well) {
      button.textContent = well ? form.dataset.copied : form.dataset.press;
      setTimeout(function () { button.textContent = words; }, 2500);
    }
    box.value = button.dataset.copy;
    box.className = 'hidden';
    document.body.appendChild(box);
    box.select();
    try { worked = document.execCommand('copy'); } catch (error) { worked = false; }
    box.remove();
    if (worked || !navigator.clipboard) { done(worked); return; }
    navigator.clipboard.writeText(button.dataset.copy).then(function () { done(true); }, function () { done(false); });
  }
  function grow() { text.style.height = 'auto'; text.style.height = Math.min(text.scrollHeight + 2, 144) + 'px'; }

  document.addEventListener('click', function (event) {
    var press = event.target.closest ? event.target.closest('button[name=tap], button.copy') : null;
    if (!press) return;
    if (press.className === 'copy') { copy(press); return; }
    event.preventDefault();
    if (!busy && !held) send(gather(press.value));
  });
  form.addEventListener('submit', function (event) {
    event.preventDefault();
    if (busy || held) { if (held) send(held); return; }
    if (text.value.trim() || form.elements.photo.files.length || form.elements.file.files.length) send(gather());
    text.focus();
  });
  ['photo', 'file'].forEach(function (name) {
    form.elements[name].addEventListener('change', function () { if (this.files.length && !busy && !held) send(gather()); });
  });
  text.addEventListener('compositionstart', function () { composing = true; });
  text.addEventListener('compositionend', function () { composing = false; });
  text.addEventListener('keydown', function (event) {
    if (event.key !== 'Enter' || event.shiftKey || composing || event.isComposing || event.keyCode === 229) return;
    event.preventDefault();
    form.requestSubmit ? form.requestSubmit() : form.querySelector('.send').click();
  });
  text.addEventListener('input', grow);
  if (window.visualViewport) visualViewport.addEventListener('resize', function () {
    document.body.style.minHeight = visualViewport.height + 'px';
    show();
  });
  window.addEventListener('pageshow', catchUp);
  window.addEventListener('online', catchUp);
  document.addEventListener('visibilitychange', catchUp);
  (function again() { setTimeout(function () { catchUp(); again(); }, pause); })();
  var mine = talk.querySelectorAll('li.you');
  show(mine.length && mine[mine.length - 1].nextElementSibling);
})();
