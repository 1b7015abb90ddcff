/** Small-shop owners typing on a phone. Kept apart from training: these texts only measure. */
export const EN_MESSENGER = `
# invoice
hiya could u email me the bill for this months sub so my accountant can pay it
still no invoice from you guys for september?? need it to pay
# closing-documents
my bookkeeper wants the signed acceptance certificate for last quarter where do i get one
hey need a statement showing what we paid you this year for tax stuff
# payment-failed
tried 3 cards and every one bounces at your checkout lol
says transaction unsuccessful when i try paying, bank says all fine their end
# wrong-charge
u took 49 from me twice yesterday why
whats this 120 quid on my card from you i never agreed to that
# payment-status
sent the transfer on monday did it land with you
paid yesterday but the account still says unpaid
# refund
can i have my money back pls its not what i needed
ok so when do i actually see the refunded cash
# cancel
want to stop paying you from next month how do i switch it off
we're shutting the shop so pls end our sub
# change-plan
need to move up to the bigger package, we hired 4 ppl
can we go down to the cheapest tier we barely use it
# pricing
hey whats it gonna cost for 12 people a year
any promo code going atm or money off for charities
# trial
can i try it out for a bit first before i pay anything
my 14 days run out tomorrow any chance of another week
# access
it keeps saying wrong password and the reset mail never turns up
locked out of my account after getting a new phone, no codes
# users
how do i let my new girl log in without seeing the money pages
need to kick an ex employee off our account asap
# bug
the save button does nothing when i tap it since the update
totals on the report are just wrong, 2+2 = 5 kinda wrong
# outage
is your site down?? nothing loads for anyone in the shop
everything is crawling today takes a min to open one page
# how-to
where do i change the logo on my receipts
whats the way to set up a repeat reminder for a customer
# integration
does it talk to shopify so orders come across by themselves
my webhook stopped getting calls from your api
# data-export
how can i pull all my clients out into excel
got 3000 products in a spreadsheet can i load them in one go
# delivery
any idea where my parcel is its been 9 days
tracking hasnt moved since friday whats going on
# damaged
box came smashed and the scanner has a crack in it
you sent me the blue one i ordered black
# return
printer isnt right for us how do we send it back
can i swap the small one for the large
# order-change
put the wrong street on my order can u fix before it ships
add one more roll of labels to what i ordered this morning pls
# complaint
honestly the way your guy spoke to me was disgusting i want it looked into
been ignored for 2 weeks this is a joke of a company
# legal
need a signed contract from your side before our boss lets us pay
my solicitor says you broke the agreement expect a letter
# erasure
pls wipe everything you have on me i know my rights
delete all my personal info and confirm its gone
# company-details
we changed our company name what do i update so bills are right
new vat number for us, put it on the account pls
# person
stop with the bot i wanna speak to a human
can someone ring me its easier on the phone
# unsubscribe
take me off your mailing list
stop sending me these newsletters i get 3 a week
# partnership
i do it support for 20 shops can i resell your thing for a cut
wanna collab? i run a blog about retail and could feature you
`;
