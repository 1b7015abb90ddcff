/** People without patience, and people whose first language is another. */
export const EN_BLUNT = `
# invoice
I am asking third time, where is invoice? My boss need it today!
You never send bill, how I must pay without it
# closing-documents
Give me papers for tax office, the act with stamp for this quarter
Where are the closing documents? Our audit is tomorrow!
# payment-failed
Your stupid checkout refuses my card again and again
I can not make payment, always writes not successful
# wrong-charge
Why you take money two times from my card? Thieves!
I did not buy this, who allowed you to debit my account
# payment-status
I paid already! Why is my account still blocked for non payment
Money was sent from our bank three days before, you received or no?
# refund
Give me back my money, your program does not work for me
Where is my refund, you said five days and it is two weeks now
# cancel
Cancel it. I do not want to pay for this anymore
I want stop subscription, how to do it, no button
# change-plan
We want bigger tariff, more users, how to change
I pay too much, put me on smaller plan
# pricing
How much costs for three shops? No price on your site
Too expensive, what discount you give
# trial
I want try before buy, give test period
The demo finished after two days, you promised two weeks
# access
I cannot enter in my account, password is right but not accept!
Your system locked me out and I have customers waiting
# users
How to make account for my worker, he must not see everything
My manager left, take away her rights now
# bug
It does not work! I press button and nothing happens
After your update all is broken, numbers are wrong
# outage
Nothing works since morning, whole team is sitting without system
Your server is dead again, I lose money
# how-to
I do not understand how to make new price list, explain
Where is this setting? I looked everywhere
# integration
How to connect with my website, orders must come automatic
Your API gives 401, the documentation is useless
# data-export
How I can take out all my clients in a file
Import says error in row 10, what is wrong with file
# delivery
Where is my package?! Two weeks I wait
Courier did not come, nobody called, when is delivery
# damaged
You sent me broken thing, it does not turn on
It is not what I ordered! Wrong colour and wrong size
# return
I want give it back, how to send
Change it for another one, this one is no good for me
# order-change
I wrote wrong address, change quickly before you send
Cancel this order, I ordered by mistake
# complaint
This is the worst support I ever saw, I will write reviews everywhere
Your employee was rude and hung up on me, I demand an apology
# legal
You break the contract, we go to court
My lawyer wants the agreement and the company registration papers
# erasure
Delete me from your database, all of it, it is my right
I forbid you to keep my personal data, erase it
# company-details
Firm has new name, why invoices still come on old one
Change tax number in our account, it is wrong
# person
I do not want robot, give me a live operator
Call me now, here is my phone
# unsubscribe
Stop spamming me!
I never asked for your advertising, take me out of the list
# partnership
I have many clients, what percent you give if I sell your product
Let us work together, I can bring you customers in my country
`;
