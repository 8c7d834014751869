// Search and filter on the front page: an enhancement that works from a file.

const shown = (page, list) => page.evaluate((s) => [...document.querySelectorAll(`${s} li`)].filter((e) => e.getClientRects().length > 0).length, list);

// Lists that can be filtered, each with its field.
export async function search(page) {
  const fields = await page.$$eval("input[type=search][data-filters]", (inputs) => inputs.map((i) => ({ id: i.id, lists: i.dataset.filters })));
  if (fields.length < 2) return [`has ${fields.length} search fields: one for cities and one for key features are wanted`];
  const faults = [];
  for (const { id, lists } of fields) {
    const field = page.locator(`#${id}`);
    const all = await shown(page, lists);
    const names = await page.$$eval(`${lists} li`, (items) =>
      items.map((i) => ({ name: (i.querySelector("a") ?? i.firstChild)?.textContent?.trim() ?? "", also: i.dataset.also ?? "" })),
    );
    const told = () => page.evaluate((i) => document.getElementById(document.getElementById(i).dataset.tells)?.textContent?.trim() ?? "", id);
    if (all === 0) faults.push(`${id}: the list is empty before anything is sought`);
    const other = names.find((n) => n.also && /[^\p{Script=Latin}\p{Script=Common}\p{Script=Inherited}]/u.test(n.also));
    const accented = names.find((n) => n.name.normalize("NFD") !== n.name);
    const wanted = [names[0]?.name, names[0]?.name.toUpperCase(), other?.also, accented?.name.normalize("NFD").replace(/\p{M}/gu, "")].filter(Boolean);
    for (const text of wanted) {
      await field.fill(text);
      const n = await shown(page, lists);
      if (n === 0 || (n >= all && all > 1)) faults.push(`${id}: “${text}” finds ${n} of ${all}`);
      if (!/\d/u.test(await told())) faults.push(`${id}: “${text}”: the number of matches is not told`);
    }
    await field.fill("qqqqqq");
    if ((await shown(page, lists)) !== 0) faults.push(`${id}: nonsense finds something`);
    if (!(await told())) faults.push(`${id}: no match is not told`);
    await field.press("Escape");
    if ((await shown(page, lists)) !== all) faults.push(`${id}: Escape does not bring the whole list back`);
  }
  return faults;
}

// Without script every name is there and no field that does nothing.
export async function withoutScript(page) {
  const faults = [];
  if ((await shown(page, "ul.cities")) === 0) faults.push("without script no city is listed");
  const fields = await page.evaluate(() => [...document.querySelectorAll("input")].filter((e) => e.getClientRects().length > 0).length);
  if (fields > 0) faults.push("without script a search field is shown that does nothing");
  return faults;
}
