// Whoever gives each month comes to the page of thanks, which names the gift behind its `#`.
const plan = document.querySelector('kind-monthly-plan');
plan?.addEventListener('kind-donated', ({ donation }) => {
  location.assign(`thank-you.html#${donation.id}`);
});
