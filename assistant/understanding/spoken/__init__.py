"""How people say numbers, money, dates, times, codes and addresses, and how a recogniser writes them."""
