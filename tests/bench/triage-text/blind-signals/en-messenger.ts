/** Chat messages: short, lower case, typed on a phone. Each line stands under the signals it gives; `none` gives none. */
export const EN_MESSENGER = `
# none
hey, where do i see my past invoices?
can u resend the receipt from tuesday, deleted it by accident
the search box shows nothing when i type two letters, not a big deal but wanted you to know
is there a dark mode in the mobile app
parcel says delivered to neighbour, ok thx, found it
how do i add my colleague so she sees the orders too
changed my phone number, pls update it on my profile
whats the difference between draft and archived?
which file formats does the import take
ty that fixed it, all good now
no rush at all, but could someone look at the font on our invoices sometime
quick q, does the report count refunds or not
i want to cancel one line in order 4471, the blue mug, keep the rest
got two confirmation emails for the same order, did i pay once or twice?
how long do you keep backups
password reset mail came, it just took a few minutes, sorry for bothering
my complaint from last week got solved, just saying thanks to mia
where can i read about the api limits
the form on your site about complaints has a typo in the second line lol
can i move my delivery from monday to wednesday?
payment went through after all, ignore my last message
# urgent
site is down and customers are standing at the till, help!!
someone logged in as me from another country and is changing things right now, block it pls
need that invoice in the next hour or the wire wont go out today
checkout stopped taking cards ten minutes ago and its our busiest evening
our whole team is locked out since this morning, we cant ship anything
pls hurry, the courier leaves at 3 and the label wont print
the wrong price list went live and ppl are buying at zero, how do i stop it now
event starts tonight and tickets dont scan
# complaint
third time i write and nobody even says hello back. what kind of support is this
you people sent me a used one, scratched all over, im really not ok with this
every single update you break something. so tired of it
your guy hung up on me. seriously??
promised a call monday. its friday. great job...
charged me for a thing i never ordered and then told me its my fault, wow
the courier threw the box over the fence and your chat bot says have a nice day
ive explained this to five different agents and each one asks for the same screenshot, its a circus
# complaint urgent
our shop has been dead since 6am, i called four times and nobody picks up, this is insane
you deleted my product photos the day before the sale and keep sending me canned answers, get somebody on it now
# purchase
how much would it be for 12 people
we like the trial, where do i enter the card to keep it
do u have a discount if i pay for the year
thinking of taking the bigger plan, what do i get extra
can i get 40 more of those in green by next month, what would it cost
is the pro version worth it for a two person bakery? whats the price
do you ship to malta, want to order the coffee grinder
can we have a demo for me and my partner this week
# churn
pls cancel my subscription, we closed the cafe
found something cheaper that does the same, how do i get my data out and stop paying
dont renew us next month
not using it anymore, turn off auto payment
if the price goes up again we're gone
moving everything over to another tool in june, when does our contract end
# churn complaint
thats it, im done with you. close my account and give me my money back
two years a customer and this is how i get treated, cancel everything
another outage, another excuse. we are switching
worst app ever, deleting it and telling everyone
# purchase urgent
need 3 more licences before the 2pm training, can you sell me them now?
`;
