// Replaces the scores of Sphinx's search: a number asked for by itself is that equation, on top.
const asked = (new URLSearchParams(location.search).get("q") ?? "").trim().toLowerCase();
const number = asked.match(/^\(?(?:eq(?:uation)?[\s.-]*)?\(?(v?\d+)\)?$/)?.[1];
var Scorer = {
  score: ([, title, , , score]) => {
    const name = title.toLowerCase();
    if (number && name === `equation ${number}`) return 100;
    if (name.startsWith(`${asked}:`)) return 90;
    return score;
  },
  objNameMatch: 11,
  objPartialMatch: 3,
  objPrio: { 0: 8, 1: 0, 2: -5 },
  objPrioDefault: 0,
  title: 15,
  partialTitle: 7,
  term: 5,
  partialTerm: 2,
};
